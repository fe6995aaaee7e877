from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a word)

from .views import answering, results, writing

app_name = "surveys"
urlpatterns = [
    path("enquetes/", writing.surveys, name="surveys"),
    path("enquetes/nouvelle/", writing.new_questionnaire, name="new_questionnaire"),
    path("enquetes/questionnaires/<int:pk>/", writing.questionnaire, name="questionnaire"),
    path("enquetes/questionnaires/<int:pk>/question/", writing.add_question, name="add_question"),
    path("enquetes/questionnaires/<int:pk>/version/", writing.open_version, name="open_version"),
    path("enquetes/questionnaires/<int:pk>/campagne/", writing.open_campaign, name="open_campaign"),
    path("enquetes/questions/<int:pk>/", writing.change_question, name="change_question"),
    path("enquetes/questions/<int:pk>/deplacer/", writing.move_question, name="move_question"),
    path("enquetes/questions/<int:pk>/retirer/", writing.remove_question, name="remove_question"),
    path("enquetes/campagnes/<int:pk>/", results.campaign, name="campaign"),
    path("enquetes/campagnes/<int:pk>/clore/", results.close_campaign, name="close_campaign"),
    path("enquetes/campagnes/<int:pk>/saisir/", answering.type_in, name="type_in"),
    path("enquetes/campagnes/<int:pk>/tablette/", answering.tablet, name="tablet"),
    path("enquetes/campagnes/<int:pk>/papier.pdf", answering.paper, name="paper"),
    path("enquetes/reponses/<int:pk>/retirer/", results.withdraw, name="withdraw"),
    path("enquetes/<slug:subject>/resultats/", results.results, name="results"),
    path("enquetes/<slug:subject>/reponses.csv", results.as_csv, name="answers_csv"),
    path("enquetes/<slug:subject>/reponses.xlsx", results.as_xlsx, name="answers_xlsx"),
    path("enquete/<word:token>/", answering.public, name="public"),
]
