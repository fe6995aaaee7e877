from django.urls import path

from .views import duplicates, enrolments, files, households, people, referrals

app_name = "beneficiaries"
urlpatterns = [
    path("personnes/", people.people, name="people"),
    path("personnes/nouvelle/", people.new, name="new"),
    path("personnes/<int:pk>/", people.file, name="file"),
    path("personnes/<int:pk>/corriger/", people.correct, name="correct"),
    path("personnes/<int:pk>/inscrire/", enrolments.enrol, name="enrol"),
    path("personnes/semblables/", duplicates.alike, name="alike"),
    path("personnes/noms/", duplicates.names, name="names"),
    path("personnes/suivi/", files.portfolio, name="portfolio"),
    path("personnes/<int:pk>/historique/", files.past, name="history"),
    path("personnes/<int:pk>/notes/", files.note, name="note"),
    path("personnes/<int:pk>/etiquettes/", files.tags, name="tags"),
    path("personnes/<int:pk>/referent/", files.entrust, name="entrust"),
    path("personnes/<int:pk>/famille/", households.relate, name="relate"),
    path("personnes/<int:pk>/foyer/quitter/", households.leave_household, name="leave_household"),
    path("personnes/<int:pk>/procuration/", households.grant_proxy, name="grant_proxy"),
    path("personnes/<int:pk>/reunir/", duplicates.same, name="same"),
    path("notes/<int:pk>/epingler/", files.pin, name="pin"),
    path("notes/<int:pk>/archiver/", files.archive, name="archive"),
    path("parentes/<int:pk>/retirer/", households.end_kinship, name="end_kinship"),
    path("procurations/<int:pk>/terminer/", households.end_proxy, name="end_proxy"),
    path("doublons/", duplicates.duplicates, name="duplicates"),
    path("doublons/<int:pk>/ecarter/", duplicates.dismiss, name="dismiss"),
    path("doublons/<int:pk>/reunir/", duplicates.merge, name="merge"),
    path("reunions/<int:pk>/annuler/", duplicates.unmerge, name="unmerge"),
    path("communes/", people.communes, name="communes"),
    path("orientations/", referrals.referrals, name="referrals"),
    path("orientations/nouvelle/", referrals.refer, name="refer"),
    path("orientations/<int:pk>/", referrals.referral, name="referral"),
    path("orientations/<int:pk>/accepter/", referrals.accept, name="accept"),
    path("orientations/<int:pk>/refuser/", referrals.refuse, name="refuse"),
    path("orientations/<int:pk>/dossier/", referrals.receive, name="receive"),
]
