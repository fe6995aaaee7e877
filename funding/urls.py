from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a calendar year)

from .views import books, calls, funders, grants, means, papers, years

app_name = "funding"
urlpatterns = [
    path("financements/", years.overview, name="overview"),
    path("financements/<calendar_year:year>/", years.overview, name="year"),
    path("financements/financeurs/", funders.funders, name="funders"),
    path("financements/financeurs/nouveau/", funders.new, name="new_funder"),
    path("financements/financeurs/<int:pk>/", funders.funder, name="funder"),
    path("financements/financeurs/<int:pk>/corriger/", funders.correct, name="correct_funder"),
    path("financements/financeurs/<int:pk>/contact/", funders.contact, name="add_contact"),
    path("financements/contacts/<int:pk>/parti/", funders.end_contact, name="end_contact"),
    path("financements/appels/", calls.calls, name="calls"),
    path("financements/appels/nouveau/", calls.new, name="new_call"),
    path("financements/appels/<int:pk>/", calls.call, name="call"),
    path("financements/appels/<int:pk>/repondre/", calls.answer, name="answer_call"),
    path("financements/appels/<int:pk>/decision/", calls.decide, name="decide_call"),
    path("financements/appels/<int:pk>/laisser/", calls.drop, name="drop_call"),
    path("financements/appels/<int:pk>/piece/", calls.attach, name="call_paper"),
    path("financements/subventions/nouvelle/", grants.new, name="new_grant"),
    path("financements/subventions/<int:pk>/", grants.grant, name="grant"),
    path("financements/subventions/<int:pk>/corriger/", grants.correct, name="correct_grant"),
    path("financements/subventions/<int:pk>/attendu/", grants.expect, name="expect"),
    path("financements/subventions/<int:pk>/recu/", grants.receive, name="receive"),
    path("financements/subventions/<int:pk>/engagement/", grants.promise, name="promise"),
    path("financements/subventions/<int:pk>/envoi/", grants.report_sent, name="report_sent"),
    path("financements/subventions/<int:pk>/piece/", grants.attach, name="grant_paper"),
    path("financements/attendus/<int:pk>/abandonner/", grants.cancel, name="cancel_instalment"),
    path("financements/recus/<int:pk>/annuler/", grants.return_receipt, name="return_receipt"),
    path("financements/<calendar_year:year>/depenses/", books.expenses, name="expenses"),
    path("financements/<calendar_year:year>/recettes/", books.incomes, name="incomes"),
    path("financements/<calendar_year:year>/prevoir/", books.plan, name="plan"),
    path("financements/subventions/<int:pk>/prevoir/", books.plan_grant, name="plan_grant"),
    path("financements/depenses/nouvelle/", books.new_expense, name="new_expense"),
    path("financements/depenses/<int:pk>/", books.expense, name="expense"),
    path("financements/depenses/<int:pk>/part/", books.attribute, name="attribute"),
    path("financements/depenses/<int:pk>/annuler/", books.take_back, name="take_back_expense"),
    path("financements/depenses/<int:pk>/piece/", books.attach, name="expense_paper"),
    path(
        "financements/depenses/<int:pk>/reprendre/<int:grant>/", books.give_back, name="give_back"
    ),
    path("financements/recettes/nouvelle/", books.new_income, name="new_income"),
    path(
        "financements/recettes/<int:pk>/annuler/", books.take_back_income, name="take_back_income"
    ),
    path("financements/<calendar_year:year>/moyens/", means.means, name="means"),
    path("financements/postes/nouveau/", means.new_post, name="new_post"),
    path("financements/postes/<int:pk>/fin/", means.end_post, name="end_post"),
    path("financements/moyens/nouveau/", means.new_resource, name="new_resource"),
    path("financements/moyens/<int:pk>/fin/", means.end_resource, name="end_resource"),
    path("financements/benevoles/nouveau/", means.new_hours, name="new_hours"),
    path("financements/fonds-dedies/nouveau/", means.set_aside, name="set_aside"),
    path("financements/pieces/<uuid:key>/", papers.paper, name="paper"),
]
