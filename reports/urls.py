from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a calendar year)

from .coop import views as coop
from .costs import views as costs
from .dashboard import address  # noqa: F401 (an address names a scope)
from .dashboard import views as dashboard
from .funder import views as funder
from .money import views as money
from .outside import views as outside
from .quality import views as quality
from .views import editions, figures, territory, years
from .word import views as word

app_name = "reports"
urlpatterns = [
    path("bilans/", years.reports, name="reports"),
    path("bilans/<calendar_year:year>/", years.year, name="year"),
    path("bilans/<calendar_year:year>/a-remettre/", years.handed, name="handed"),
    path(
        "bilans/<calendar_year:year>/synthese-a-remettre/",
        years.handed_summary,
        name="handed_summary",
    ),
    path("bilans/<calendar_year:year>/pdf/", years.pdf, name="pdf"),
    path("bilans/<calendar_year:year>/json/", years.data, name="data"),
    path("bilans/<calendar_year:year>/csv/", years.table, name="table"),
    path("bilans/<calendar_year:year>/classeur/", years.workbook, name="workbook"),
    path("bilans/<calendar_year:year>/synthese/", years.summary, name="summary"),
    path("bilans/<calendar_year:year>/chiffres/", figures.figures, name="figures"),
    path("bilans/<calendar_year:year>/chiffres/<word:number>/", figures.figure, name="figure"),
    path("bilans/<calendar_year:year>/ouvrir/", editions.open_edition, name="open"),
    path("bilans/editions/<int:pk>/", editions.edition, name="edition"),
    path("bilans/editions/<int:pk>/relire/", editions.review, name="review"),
    path("bilans/editions/<int:pk>/arreter/", editions.freeze, name="freeze"),
    path("bilans/editions/<int:pk>/pdf/", editions.pdf, name="edition_pdf"),
    path("bilans/editions/<int:pk>/a-remettre/", editions.handed, name="edition_handed"),
    path("bilans/editions/<int:pk>/archive/", editions.archive, name="edition_archive"),
    path("bilans/editions/<int:pk>/classeur/", editions.workbook, name="edition_workbook"),
    path("bilans/editions/<int:pk>/json/", editions.data, name="edition_data"),
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
    path(
        "financements/subventions/<int:pk>/compte-rendu/ouvrir/",
        funder.open_edition,
        name="open_grant",
    ),
    path("financements/comptes-rendus/<int:pk>/", funder.edition, name="grant_edition"),
    path("financements/comptes-rendus/<int:pk>/relire/", funder.review, name="grant_review"),
    path("financements/comptes-rendus/<int:pk>/arreter/", funder.freeze, name="grant_freeze"),
    path("financements/comptes-rendus/<int:pk>/a-remettre/", funder.handed, name="grant_handed"),
    path("financements/comptes-rendus/<int:pk>/pdf/", funder.pdf, name="grant_edition_pdf"),
    path("financements/comptes-rendus/<int:pk>/archive/", funder.archive, name="grant_archive"),
    path("financements/comptes-rendus/<int:pk>/<word:ending>/", funder.file, name="grant_file"),
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
