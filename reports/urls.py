from django.urls import URLPattern, path

from pimms.kernel import converters  # noqa: F401 (an address names a calendar year)

from .coop import views as coop
from .costs import views as costs
from .dashboard import address  # noqa: F401 (an address names a scope)
from .dashboard import views as dashboard
from .editions import views as editions
from .editions.kinds import GRANT, YEAR, ReportKind
from .editions.views import ARCHIVE, HANDED, TEXT
from .funder import views as funder
from .money import views as money
from .outside import views as outside
from .quality import views as quality
from .views import figures, territory, years
from .word import views as word

app_name = "reports"
_YEAR = "bilans/<calendar_year:year>/"


def _life(kind: ReportKind, page: str, edition: str, workbook: str) -> list[URLPattern]:
    """The addresses of the life of a report, below those of its page and of each version."""
    steps = (
        (f"{page}ouvrir/", editions.open_edition, "open", {}),
        (edition, editions.edition, "edition", {}),
        (f"{edition}relire/", editions.review, "review", {}),
        (f"{edition}arreter/", editions.freeze, "freeze", {}),
        (f"{edition}pdf/", editions.document, "edition_pdf", {}),
        (f"{edition}a-remettre/", editions.document, "edition_handed", {"purpose": HANDED}),
        (f"{edition}archive/", editions.document, "edition_archive", {"purpose": ARCHIVE}),
        (edition + workbook, editions.file, "edition_workbook", {"ending": "xlsx"}),
        (f"{edition}csv/", editions.file, "edition_table", {"ending": "csv"}),
        (f"{edition}json/", editions.file, "edition_data", {"ending": "json"}),
    )
    return [
        path(below, view, {"kind": kind} | more, name=kind.prefix + name)
        for below, view, name, more in steps
    ]


urlpatterns = [
    path("bilans/", years.reports, name="reports"),
    path("bilans/<calendar_year:year>/", years.year, name="year"),
    path(f"{_YEAR}a-remettre/", years.document, {"purpose": HANDED}, name="handed"),
    path(f"{_YEAR}synthese-a-remettre/", years.summary, {"purpose": HANDED}, name="handed_summary"),
    path(f"{_YEAR}pdf/", years.document, name="pdf"),
    path(f"{_YEAR}json/", years.file, {"ending": "json"}, name="data"),
    path(f"{_YEAR}csv/", years.file, {"ending": "csv"}, name="table"),
    path(f"{_YEAR}classeur/", years.file, {"ending": "xlsx"}, name="workbook"),
    path(f"{_YEAR}synthese/", years.summary, name="summary"),
    path("bilans/<calendar_year:year>/chiffres/", figures.figures, name="figures"),
    path("bilans/<calendar_year:year>/chiffres/<word:number>/", figures.figure, name="figure"),
    *_life(YEAR, _YEAR, "bilans/editions/<int:pk>/", "classeur/"),
    path(f"{_YEAR}texte/", years.document, {"purpose": TEXT}, name="text"),
    path(
        "bilans/editions/<int:pk>/texte/",
        editions.document,
        {"kind": YEAR, "purpose": TEXT},
        name="edition_text",
    ),
    path("bilans/tableau-de-bord/", dashboard.board, name="dashboard"),
    path("bilans/tableau-de-bord/le/<day:day>/<slug:code>/", dashboard.evening, name="evening"),
    path(
        "bilans/tableau-de-bord/<scope:scope>/<word:number>/",
        dashboard.figure,
        name="scoped_figure",
    ),
    path("bilans/territoire/", territory.territory, name="territory"),
    path("bilans/couts/", costs.costs, name="costs"),
    path("qualite/", quality.quality, name="quality"),
    path("qualite/bilans/<calendar_year:year>/", quality.differences, name="differences"),
    path("qualite/<slug:code>/", quality.faults, name="faults"),
    path("bilans/partages/", outside.shares, name="shares"),
    path("bilans/partages/<int:pk>/fermer/", outside.revoke, name="revoke_share"),
    path("partage/<word:token>/", outside.shared, name="shared"),
    path("bilans/editions/<int:pk>/publier/", outside.publish, name="publish"),
    path("bilans/editions/<int:pk>/retirer/", outside.take_back, name="take_back"),
    path("chiffres/", outside.public, name="public"),
    path("chiffres/<calendar_year:year>/", outside.public, name="public_year"),
    path("chiffres/<calendar_year:year>/chiffres.csv", outside.public_csv, name="public_csv"),
    path("financements/<calendar_year:year>/budget/", money.budget, name="budget"),
    path("financements/<calendar_year:year>/engagements/", money.promises, name="promises"),
    path("financements/subventions/<int:pk>/compte-rendu/", funder.grant, name="grant"),
    *_life(
        GRANT,
        "financements/subventions/<int:pk>/compte-rendu/",
        "financements/comptes-rendus/<int:pk>/",
        "xlsx/",
    ),
    path(
        "financements/subventions/<int:pk>/compte-rendu/modele/<uuid:key>/",
        word.fill,
        name="fill_word_model",
    ),
    path("financements/modeles/", word.models, name="word_models"),
    path("financements/modeles/nouveau/", word.new, name="new_word_model"),
    path("financements/modeles/variables/", word.names, name="word_variables"),
    path("financements/modeles/<uuid:key>/", word.model, name="word_model"),
    path("financements/modeles/<uuid:key>/retirer/", word.end, name="end_word_model"),
    path("coop/", coop.coop, name="coop"),
    path("coop/activites.csv", coop.as_csv, name="coop_csv"),
    path("coop/activites.xlsx", coop.as_xlsx, name="coop_xlsx"),
]
