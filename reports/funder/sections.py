"""What the house writes of a grant, in the order of the report to its funder.

Structure: Cerfa 15059*02, its qualitative report, its table, its annexes and its attestation.
"""

NARRATIVE = (
    ("mise-en-oeuvre", "Mise en œuvre", "Ce qui a été fait, par qui, avec quoi."),
    ("beneficiaires", "Bénéficiaires", "Qui est venu, qui manque encore."),
    ("lieux", "Dates et lieux", "Où et quand, si cela a changé."),
    (
        "objectifs",
        "Objectifs et résultats",
        "Ce qui est atteint, ce qui ne l’est pas, et pourquoi.",
    ),
    (
        "indirectes",
        "Charges indirectes",
        "La règle qui répartit le loyer, les assurances, la direction entre les actions.",
    ),
    ("ecarts", "Écarts entre prévu et réalisé", "Ce qui explique les écarts significatifs."),
    (
        "contributions",
        "Contributions volontaires en nature",
        "Locaux prêtés, dons, bénévoles\u202f: comment ils sont évalués.",
    ),
    ("observations", "Observations", "Ce que le financeur doit encore savoir."),
)
SIGNED = (
    ("representant", "Représentant légal", "Prénom, nom et qualité de qui signe."),
    ("fait-a", "Fait à", "La commune où le compte rendu est signé."),
)
USE = "emploi"  # the table of what the grant pays, which has no text of its own

# Those that a report may do without: all but what the law asks for.
OPTIONAL = (
    ("beneficiaires", "Bénéficiaires"),
    ("lieux", "Dates et lieux"),
    (USE, "Emploi de la subvention"),
    ("indirectes", "Charges indirectes"),
    ("contributions", "Contributions volontaires en nature"),
    ("observations", "Observations"),
)
