from django.urls import path

from .views import districts, enrolments, people, referrals

app_name = "beneficiaries"
urlpatterns = [
    path("personnes/", people.people, name="people"),
    path("personnes/nouvelle/", people.new, name="new"),
    path("personnes/<int:pk>/", people.file, name="file"),
    path("personnes/<int:pk>/corriger/", people.correct, name="correct"),
    path("personnes/<int:pk>/inscrire/", enrolments.enrol, name="enrol"),
    path("doublons/<int:pk>/ecarter/", people.dismiss, name="dismiss"),
    path("quartiers/", districts.districts, name="districts"),
    path("communes/", people.communes, name="communes"),
    path("orientations/", referrals.referrals, name="referrals"),
    path("orientations/nouvelle/", referrals.refer, name="refer"),
    path("orientations/<int:pk>/", referrals.referral, name="referral"),
    path("orientations/<int:pk>/accepter/", referrals.accept, name="accept"),
    path("orientations/<int:pk>/refuser/", referrals.refuse, name="refuse"),
    path("orientations/<int:pk>/dossier/", referrals.receive, name="receive"),
]
