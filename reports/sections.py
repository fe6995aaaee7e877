"""The parts of the yearly report that the house writes itself, in the order of the report.

Source: what a commune's CCAS looks for in such a report.
"""

FOREWORD = "avant-propos"
OUTLOOK = "perspectives"

ALL = (
    (FOREWORD, "Avant-propos", "L’année en quelques lignes\u202f: la convention, ses objectifs."),
    ("objectifs", "Convention et objectifs", "Ce qui était promis, ce qui est tenu."),
    ("evolution", "Évolution", "Ce qui change depuis l’an dernier, et pourquoi."),
    ("accueil", "Accueil et demandes", "Qui passe la porte, et pour quoi."),
    ("personnes", "Personnes", "Qui vient, ce qui change, qui manque encore."),
    ("orientations", "Orientations", "Le travail avec les travailleurs sociaux et les délais."),
    ("parcours", "Entrées et sorties", "Ce que deviennent les personnes après nous."),
    ("recharges", "Recharges et équipement", "Ce que le tarif solidaire a permis."),
    ("ateliers", "Ateliers", "Ce qui a marché, ce qui a été changé."),
    ("accompagnements", "Accompagnements", "Les demandes qui reviennent."),
    ("progres", "Progrès des personnes", "Ce que les gens savent faire en partant."),
    ("besoins", "Besoins des habitants", "Ce que l’enquête change à nos ateliers."),
    ("reseau", "Réseau des partenaires", "Ce que nous faisons avec eux."),
    ("moyens", "Moyens", "L’équipe, la salle, le matériel, les partenaires."),
    ("budget", "Bilan financier", "Les écarts avec le budget, les fonds reportés."),
    (OUTLOOK, "Difficultés et perspectives", "Ce qui reste difficile, et la suite."),
)


# Those that a report may do without: all but what the house writes by itself.
OPTIONAL = tuple((code, title) for code, title, _ in ALL if code != FOREWORD)


def titles() -> dict[str, str]:
    return {code: title for code, title, _ in ALL}
