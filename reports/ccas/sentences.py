"""What the report says in words; each sentence agrees with its numbers, or is left out."""

from pimms.kernel import communes
from pimms.kernel.models import Commune
from pimms.kernel.money import ZERO
from pimms.kernel.templatetags.french import day, euros, hours, number, percent
from reports.figures import Year, named
from reports.figures.counting import NOT_STATED
from reports.figures.means import Agreed
from reports.words import agree, capital, counted, listed, of_place, typeset

HIDDEN = (
    "« masqué » : moins de cinq, ou ce qui permettrait de retrouver un nombre de moins de cinq."
    " Personne ne doit pouvoir être reconnu."
)

# In the place of a sentence, or of a whole part, that would tell such a number.
FEW = "Trop peu de personnes pour que les nombres soient donnés."


def paragraph(*sentences: str) -> str:
    return typeset(" ".join(sentence for sentence in sentences if sentence))


def served(year: Year) -> str:
    people = year.people
    if not people.served:
        return (
            f"En {year.year}, personne n’a acheté au tarif solidaire, n’est venu à un atelier"
            " ni n’a été accompagné."
        )
    ways = [
        f"{number(n)} {agree(n, *words)}"
        for n, words in (
            (people.bought, ("a acheté au tarif solidaire", "ont acheté au tarif solidaire")),
            (people.attended, ("est venue en atelier", "sont venues en atelier")),
            (
                people.supported,
                ("a été accompagnée individuellement", "ont été accompagnées individuellement"),
            ),
        )
        if n
    ]
    return f"En {year.year}, nous avons aidé {_people(people.served)} : {listed(ways)}."


def enrolled(year: Year) -> str:
    started, active = year.people.enrolled_during_year, year.people.enrolments_active
    if not active:
        return "Aucune inscription n’était en cours."
    opened = (
        f"{_people(started)} {agree(started, 'a ouvert ses', 'ont ouvert leurs')} douze mois de"
        " tarif solidaire dans l’année"
        if started
        else "Personne n’a ouvert ses douze mois de tarif solidaire dans l’année"
    )
    return (
        f"{opened} ; {counted(active, 'inscription', 'inscriptions')}"
        f" {agree(active, 'était', 'étaient')} en cours."
    )


def referred(year: Year) -> str:
    referrals = year.referrals
    if not referrals.received:
        return "Aucune orientation n’a été reçue."
    senders = referrals.by_organisation
    if len(senders) == 1:
        came = f"de {senders[0].label}"
    else:
        most = listed([f"{line.label} ({number(line.count)})" for line in senders[:3]])
        came = f"de {number(len(senders))} organismes, surtout {most}"
    n = referrals.received
    return (
        f"{counted(n, 'orientation', 'orientations')}"
        f" {agree(n, 'nous est parvenue', 'nous sont parvenues')} {came}."
    )


def answered(year: Year) -> str:
    verbs = {
        "accepted": ("a été acceptée", "ont été acceptées"),
        "refused": ("a été refusée", "ont été refusées"),
        "sent": ("attend sa réponse", "attendent leur réponse"),
        "asked": ("attend un mot du référent", "attendent un mot du référent"),
    }
    counts = {line.code: line.count for line in year.referrals.by_status}
    parts = [
        f"{number(counts[code])} {agree(counts[code], *words)}"
        for code, words in verbs.items()
        if code in counts
    ]
    return f"{capital(listed(parts))}." if parts else ""


def saved(year: Year) -> str:
    sales, buyers = year.sales, year.people.bought
    if not sales.lines:
        return "Rien n’a été vendu au tarif solidaire dans l’année."
    said = (
        f"{counted(sales.quantity, 'article vendu', 'articles vendus')} à {_people(buyers)}, en"
        f" {counted(sales.lines, 'ligne de vente', 'lignes de vente')}, pour"
        f" {euros(sales.paid)} quand le prix public en est de {euros(sales.public_value)}"
    )
    if sales.saving <= ZERO:
        return f"{said}."
    return (
        f"{said} : {euros(sales.saving)} d’économie"
        f" ({percent(sales.saving, sales.public_value)}), soit {euros(sales.saving / buyers)} en"
        " moyenne par personne."
    )


def economy(year: Year) -> str:
    """The saving in one breath, for the first page."""
    if year.sales.saving <= ZERO:
        return ""
    return (
        f"Le tarif solidaire a fait économiser {euros(year.sales.saving)} aux personnes aidées,"
        f" sur {euros(year.sales.public_value)} de recharges et d’équipement."
    )


def workshops(year: Year) -> str:
    held = year.workshops
    if not held.sessions:
        return "Aucun atelier n’a eu lieu dans l’année."
    said = (
        f"{counted(held.sessions, 'atelier', 'ateliers')}, {hours(held.hours)} en tout,"
        f" {agree(held.sessions, 'a réuni', 'ont réuni')} {_people(year.people.attended)} :"
        f" {counted(held.attendances, 'présence', 'présences')} et"
        f" {counted(held.absences, 'absence', 'absences')}"
    )
    mean = held.attendances / held.sessions
    return f"{said}, soit {number(mean, 1)} {agree(mean, 'présence', 'présences')} par atelier."


def support(year: Year) -> str:
    given = year.support
    if not given.sessions:
        return "Aucun accompagnement individuel n’a été noté dans l’année."
    n, people = given.sessions, year.people.supported
    minutes = round(given.hours * 60 / n)
    return (
        f"{counted(n, 'accompagnement individuel', 'accompagnements individuels')}"
        f" {agree(n, 'a été donné', 'ont été donnés')} à {_people(people)} :"
        f" {hours(given.hours)} en tout, {counted(minutes, 'minute', 'minutes')} en moyenne."
    )


def at_home(year: Year, home: Commune | None) -> str:
    """How many live in the commune whose CCAS reads the report, and where the others do."""
    people = year.people
    if home is None or not people.served:
        return ""
    counts = {line.code: line.count for line in people.by_commune}
    ours = counts.get(home.code, 0)
    elsewhere = [
        f"{line.label} ({number(line.count)})"
        for line in people.by_commune
        if line.code not in (home.code, NOT_STATED)
    ][:3]
    if ours:
        said = (
            f"{counted(ours, 'personne aidée', 'personnes aidées')}"
            f" {agree(ours, 'habite', 'habitent')} {home.name}"
            f" ({percent(ours, people.served)}), soit {percent(ours, home.population)} des"
            f" {number(home.population)} habitants de la commune"
            f" (Insee, {communes.POPULATIONS_OF})"
        )
    else:
        said = f"Aucune personne aidée n’habite {home.name}"
    if elsewhere:
        said += f" ; les autres viennent surtout {listed([of_place(town) for town in elsewhere])}"
    return f"{said}."


def departments(year: Year) -> str:
    if not year.people.served:
        return "Personne n’a été aidé dans l’année."
    known = [line for line in year.people.by_department if line.code != NOT_STATED]
    if not known:
        return ""
    shares = [f"{line.label} ({percent(line.count, year.people.served)})" for line in known[:4]]
    return f"Les départements de résidence : {listed(shares)}."


def not_stated(year: Year) -> str:
    """How much is not known, so that the shares can be judged."""
    people = year.people
    if not people.served:
        return ""
    gaps = [
        f"{what} pour {_people(line.count)}"
        for what, lines in (
            ("le genre", people.by_gender),
            ("la situation", people.by_social_status),
            ("la commune", people.by_commune),
        )
        for line in lines
        if line.code == NOT_STATED
    ]
    if not gaps:
        return "Genre, situation et commune sont connus pour toutes les personnes aidées."
    return f"N’est pas connu ou n’a pas été communiqué : {' ; '.join(gaps)}."


def posts(year: Year) -> str:
    if not year.means.posts:
        return ""
    filled = [
        f"{counted(post.count, 'poste', 'postes')} « {post.title} » ({post.contract})"
        for post in year.means.posts
    ]
    return f"L’équipe : {listed(filled)}."


def convention(agreed: Agreed) -> str:
    said = (
        f"Convention avec {agreed.organisation} (« {agreed.subject} »), signée le"
        f" {day(agreed.signed_on)}"
    )
    if agreed.amendment:
        said += f", renouvelée par l’avenant n° {agreed.amendment} du {day(agreed.amended_on)}"
    said += f", en vigueur jusqu’au {day(agreed.last_day)}"
    return f"{said}, pour {euros(agreed.amount)}." if agreed.amount else f"{said}."


def _people(n: int) -> str:
    return counted(n, "personne", "personnes")


def learnt(year: Year) -> str:
    learning = year.learning
    hidden = any(None in (skill.before, skill.after) for skill in learning.skills)
    return (
        f"Sur {_people(learning.accompanied)} venues à un atelier ou accompagnées dans l’année,"
        f" {number(learning.measured)} ont été mesurées à l’entrée et à la sortie\u202f: le tableau"
        " ne parle que d’elles."
        + (
            " « masqué » : moins de cinq personnes, ou ce qui les ferait retrouver."
            if hidden
            else ""
        )
    )


def asked(year: Year) -> str:
    needs = year.needs
    surveys = list(dict.fromkeys(question.survey for question in needs.questions))
    about = f" à notre enquête « {listed(surveys)} »" if surveys else " à nos enquêtes"
    hidden = any(line.count is None for question in needs.questions for line in question.lines)
    return (
        f"{counted(needs.responses, 'réponse a été donnée', 'réponses ont été données')}{about},"
        " sans nom."
        + (
            " « masqué » : moins de cinq réponses, ou ce qui les ferait retrouver."
            if hidden
            else ""
        )
    )


def kept(pledges) -> str:
    """How many promises were kept."""
    if not pledges:
        return "Aucun engagement chiffré n’était pris."
    if any(each.done is None for each in pledges):
        said = counted(len(pledges), "engagement chiffré", "engagements chiffrés")
        return f"{said} ; un résultat de moins de cinq, ou qui en ferait retrouver un, est masqué."
    done = sum(each.done >= each.target for each in pledges)
    return (
        f"{counted(len(pledges), 'engagement chiffré', 'engagements chiffrés')}, dont"
        f" {number(done)} {agree(done, 'tenu', 'tenus')}."
    )


def balance(statement) -> str:
    """What the year cost, what came in, and what is missing or left."""
    charges, products = statement.charges.total.real, statement.products.total.real
    said = f"{euros(charges)} de charges, {euros(products)} de produits"
    if statement.surplus.real:
        return f"{said} : un excédent de {euros(statement.surplus.real)}."
    if statement.deficit.real:
        return f"{said} : une insuffisance de {euros(statement.deficit.real)}."
    return f"{said}."


def reception(year: Year, may_tell) -> str:
    """How many came, and how much each asked."""
    passages, demands = (_value(year, f"reception.{each}") for each in ("passages", "demands"))
    if not passages or not may_tell("reception.passages", "reception.demands"):
        return ""
    ratio = demands / passages
    return (
        f"{counted(passages, 'passage', 'passages')} à l’accueil et"
        f" {counted(demands, 'demande', 'demandes')}, soit {number(ratio, 1)}"
        f" {agree(ratio, 'demande', 'demandes')} par passage."
    )


def path(year: Year, may_tell) -> str:
    """How many began, how many began again, how many left."""
    first, renewed, ended = (
        _value(year, f"rights.{each}") for each in ("first", "renewed", "ended")
    )
    said = []
    if first + renewed and may_tell("rights.first", "rights.renewed"):
        said.append(
            f"{counted(first, 'première inscription', 'premières inscriptions')} et"
            f" {counted(renewed, 'renouvellement', 'renouvellements')}."
        )
    if ended and may_tell("rights.ended"):
        said.append(
            f"Les droits de {_people(ended)} ont pris fin dans l’année sans que d’autres les"
            " suivent."
        )
    return " ".join(said)


def network(year: Year, may_tell) -> str:
    """What was done with partners."""
    actions, met = (_value(year, f"network.{each}") for each in ("actions", "professionals"))
    if not actions:
        return ""
    return (
        f"{counted(actions, 'action', 'actions')} avec nos partenaires"
        f" {agree(actions, 'a réuni', 'ont réuni')}"
        f" {counted(met, 'professionnel', 'professionnels')}."
    )


def reversals(year: Year) -> str:
    """Where the till and the figures of sales differ, when they do."""
    later, before = (named(f"sales.reversed_{when}").value(year) for when in ("later", "now"))
    said = []
    if later:
        said.append(f"{euros(later)} de ventes de {year.year} annulées depuis y restent")
    if before:
        said.append(f"{euros(before)} de ventes d’avant {year.year} en sont retirés")
    if not said:
        return ""
    return f"La caisse compte une annulation le jour où elle est faite : {listed(said)}."


def _value(year: Year, code: str) -> int:
    return int(named(code).value(year) or 0)
