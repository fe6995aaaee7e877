"""The network of the demonstration: colleagues, a proposal, papers, meetings, places, an offer.

Telephone numbers are of the range kept for fiction; the places are made up.
"""

from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from partners import inclusion, invitations, services
from partners.models import Convention, Invitation, Membership, Organisation
from partners.national_schema import SERVICES
from pimms.kernel import pdf
from pimms.kernel.models import Commune
from pimms.kernel.periods import add_months

from . import accounts
from .house import House

COLLEAGUE = ("l.masson@ccas.example", "Léa Masson")
PAPERWORK, EVERYDAY, WORK, SAFELY, _, _, _, DEVICES, CHEAPLY = SERVICES
TEXT = """\
Article 1. Le Pimms accueille les personnes qui lui sont orientées et leur ouvre, pour douze mois, \
les tarifs solidaires du programme.

Article 2. Le partenaire fournit les recharges et les équipements au prix solidaire et forme les \
conseillers.

Article 3. Un bilan chiffré est remis chaque année, sans donnée nominative."""
NEW_TEXT = TEXT + "\n\nArticle 4. Les orientations reçoivent une réponse sous dix jours."

MEETINGS = (
    # months ago, kind, title, minutes, participants, topics, how many organisations
    (11, "presentation", "Présentation du programme aux travailleurs sociaux", 90, 14,
     ["programme", "referring"], 4),
    (8, "training", "Repérer les difficultés numériques", 180, 9, ["diagnosis", "paperwork"], 3),
    (6, "meeting", "Réunion semestrielle du réseau", 120, 17, ["coordination", "equipment"], 6),
    (3, "event", "Forum de l’accès aux droits", 240, 22, ["programme", "coordination"], 5),
    (1, "meeting", "Réunion de rentrée des partenaires", 120, 15, ["referring", "security"], 6),
)  # fmt: skip
PLACES = (
    # name, kind, postal code, commune, INSEE code, address, services, programme
    ("Pimms d’Antony", "PIMMS", "92160", "Antony", "92002", "Place des Baconnets",
     (PAPERWORK, EVERYDAY, CHEAPLY), "Emmaüs Connect"),
    ("Médiathèque du parc", "BIB", "92160", "Antony", "92002", "12 rue du Parc",
     (EVERYDAY, DEVICES), ""),
    ("Espace Écoute et droits", "RFS", "92160", "Antony", "92002", "3 allée du Noyer",
     (PAPERWORK,), "France Services"),
    ("Centre social du Mont-Blanc", "CS", "92160", "Antony", "92002", "8 rue du Mont-Blanc",
     (EVERYDAY, SAFELY), "Conseillers numériques"),
    ("Bibliothèque des Blagis", "BIB", "92330", "Sceaux", "92071", "5 rue des Blagis",
     (DEVICES,), ""),
    ("Maison de quartier Centre", "MQ", "92290", "Châtenay-Malabry", "92019", "1 place du Marché",
     (EVERYDAY, PAPERWORK), "Aidants Connect"),
    ("Espace numérique du Plessis", "EPN", "92350", "Le Plessis-Robinson", "92060",
     "14 avenue du Moulin", (EVERYDAY, WORK), "Certification PIX"),
    ("Centre socioculturel de la Fontaine", "CSC", "92340", "Bourg-la-Reine", "92014",
     "2 rue de la Fontaine", (PAPERWORK,), ""),
    ("CCAS, permanence numérique", "CCAS", "92220", "Bagneux", "92007", "6 rue de la Mairie",
     (PAPERWORK, DEVICES), ""),
    ("Médiathèque des Coteaux", "BIB", "92220", "Bagneux", "92007", "9 avenue des Coteaux",
     (EVERYDAY,), "Conseillers numériques"),
    ("Espace public de Montrouge", "EPN", "92120", "Montrouge", "92049", "20 rue des Arts",
     (EVERYDAY, SAFELY), ""),
    ("Maison des habitants", "EVS", "92140", "Clamart", "92023", "7 route du Bois",
     (PAPERWORK, EVERYDAY), ""),
    ("France services Massy", "RFS", "91300", "Massy", "91377", "1 rue de l’Accueil",
     (PAPERWORK,), "France Services"),
    ("Centre social Vilmorin", "CS", "91300", "Massy", "91377", "4 avenue Vilmorin",
     (EVERYDAY, WORK), "Aidants Connect"),
    ("Association Clic et lien", "ASSO", "91300", "Massy", "91377", "11 rue du Canal",
     (DEVICES, CHEAPLY), "Relais numérique (Emmaüs Connect)"),
    ("Médiathèque de la Bièvre", "BIB", "91370", "Verrières-le-Buisson", "91645",
     "3 place de la Bièvre", (DEVICES, EVERYDAY), ""),
    ("Maison de l’emploi", "MDE", "91120", "Palaiseau", "91477", "15 rue de Paris", (WORK,), ""),
    ("Bibliothèque de Fresnes", "BIB", "94260", "Fresnes", "94034", "10 rue du Moulin-Vert",
     (DEVICES,), ""),
    ("Espace Jean-Moulin", "CSC", "94240", "L’Haÿ-les-Roses", "94038", "2 rue du Val",
     (PAPERWORK, EVERYDAY), "Conseillers numériques"),
    ("Point d’accès au droit", "PAD", "94230", "Cachan", "94016", "8 rue Cousté", (PAPERWORK,), ""),
)  # fmt: skip

OFFERED = (
    ("credit", {
        "publics": ["beneficiaires-des-minimas-sociaux"],
        "conditions": "Être orienté par un travailleur social ou un organisme partenaire.",
        "fee": "payant", "fee_details": "Recharges et matériel à prix solidaire.",
        "ways": ["envoyer-un-courriel", "telephoner"], "askers": ["professionnels"],
    }),
    ("support", {
        "publics": ["tous-publics"], "fee": "gratuit",
        "ways": ["se-presenter", "telephoner"], "askers": ["professionnels", "usagers"],
    }),
    ("workshops", {"fee": "gratuit", "ways": ["se-presenter"], "askers": ["usagers"]}),
)  # fmt: skip


def weave(house: House, *, today: date) -> None:
    """The CCAS has its administrator and a colleague; the rest of the network is drawn around."""
    ccas, karim, _ = house.partners[0]
    _people_of(ccas, karim, house, today=today)
    _papers_of(Convention.objects.get(), house, today=today)
    organisations = [organisation for organisation, _, _ in house.partners]
    for months, kind, title, minutes, participants, topics, how_many in MEETINGS:
        services.record_action(
            kind=kind,
            title=title,
            held_on=add_months(today, -months),
            minutes=minutes,
            participants=participants,
            topics=topics,
            organisations=organisations[:how_many],
            by=house.counsellors[0],
            on=today,
        )
    _fill_the_directory(house, today=today)
    _tell_what_is_offered(house, today=today)


def _people_of(ccas: Organisation, karim: User, house: House, *, today: date) -> None:
    at = timezone.make_aware(datetime.combine(today, time(9)))
    earlier = add_months(today, -5)
    Membership.objects.update(is_administrator=True, confirmed_on=earlier)
    colleague = accounts.open_account(*COLLEAGUE, User.Role.SOCIAL_WORKER)
    Membership.objects.create(
        organisation=ccas, user=colleague, started_on=earlier, confirmed_on=earlier
    )
    services.correct_organisation(
        ccas,
        services=["rights", "social", "money"],
        address="Place de l’Hôtel-de-Ville",
        opening="lundi au vendredi, 8 h 30 – 12 h et 13 h 30 – 17 h 30",
        contact="Karim Haddad, travailleur social",
        phone="+33199001200",
        by=karim,
    )
    services.commit_to_protection(ccas, by=karim, at=at)
    Invitation.objects.create(  # past the verb, which would write to the address
        organisation=ccas,
        email="n.diop@ccas.example",
        invited_by=karim,
        invited_at=at,
        expires_at=at + timedelta(days=invitations.DAYS),
    )
    other = house.partners[3][1]
    services.propose_organisation(
        name="Épicerie sociale des Rabats",
        kind=Organisation.Kind.ASSO,
        commune_id="92002",
        services=["food"],
        contact="Mireille Caron, responsable",
        by=other,
        on=today,
    )


def _papers_of(convention: Convention, house: House, *, today: date) -> None:
    services.write_text(convention, text=TEXT, by=house.director, on=convention.signed_on)
    services.write_text(convention, text=NEW_TEXT, by=house.director, on=add_months(today, -9))
    paper = pdf.render(
        "partners/pdf/convention.html",
        {"convention": convention, "text": TEXT, "house": "Pimms d’Antony"},
    )
    file = ContentFile(paper, "convention.pdf")
    services.attach(
        convention, name="Convention signée", file=file, by=house.director, on=convention.signed_on
    )


def _fill_the_directory(house: House, *, today: date) -> None:
    for number, (name, kind, postal_code, commune, code, address, offered, programme) in enumerate(
        PLACES, start=1
    ):
        services.keep_place(
            local_id=f"antony-{number:03}",
            pivot=f"{99990000000000 + number}",
            name=name,
            kinds=[kind],
            commune_name=commune,
            postal_code=postal_code,
            insee_code=code,
            address=address,
            phone=f"+3319900{1200 + number}",
            opening="Mo-Fr 09:00-12:00,14:00-17:30" if number % 3 else "Tu-Sa 10:00-18:00",
            services=list(offered),
            programmes=[programme] if programme else [],
            fees=["Gratuit"],
            access=["Se présenter", "Téléphoner"],
            source="Pimms d’Antony",
            by=house.counsellors[0],
            on=today - timedelta(days=number),
        )


def _tell_what_is_offered(house: House, *, today: date) -> None:
    """All is told but the drop-in desks, whose text waits to be read over."""
    services.keep_house(
        description="Le Pimms aide les habitants à s’équiper, à se connecter et à faire leurs"
        " démarches en ligne. Il les reçoit avec ou sans rendez-vous.",
        address="Place des Baconnets",
        postal_code="92160",
        commune=Commune.objects.get(code="92002"),
        phone="+33199001200",
        email="accueil@pimms.example",
        opening="Mo-Fr 09:00-12:00,14:00-17:30",
        networks=["pimms-mediation", "emmaus"],
        by=house.director,
        on=today,
    )
    for kind, more in OFFERED:
        begun = inclusion.KINDS[kind]
        services.keep_service(
            kind,
            name=begun.name,
            description=begun.description,
            zones=["92", "91", "94"],
            meetings=["en-presentiel"],
            by=house.director,
            on=today,
            **more,
        )
