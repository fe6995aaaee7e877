from django.urls import path

from .views import enrolments, entitlements, exits, extensions, papers, people, referrals

app_name = "beneficiaries"
urlpatterns = [
    path("personnes/", people.people, name="people"),
    path("personnes/nouvelle/", people.new, name="new"),
    path("personnes/<int:pk>/", people.file, name="file"),
    path("personnes/<int:pk>/corriger/", people.correct, name="correct"),
    path("personnes/<int:pk>/inscrire/", enrolments.enrol, name="enrol"),
    path("doublons/<int:pk>/ecarter/", people.dismiss, name="dismiss"),
    path("communes/", people.communes, name="communes"),
    path("orientations/", referrals.referrals, name="referrals"),
    path("orientations/nouvelle/", referrals.refer, name="refer"),
    path("orientations/<int:pk>/", referrals.referral, name="referral"),
    path("orientations/<int:pk>/accepter/", referrals.accept, name="accept"),
    path("orientations/<int:pk>/refuser/", referrals.refuse, name="refuse"),
    path("orientations/<int:pk>/dossier/", referrals.receive, name="receive"),
    # rights and the papers that say them
    path("personnes/<int:pk>/droits/", entitlements.rights, name="rights"),
    path("inscriptions/<int:pk>/suspendre/", entitlements.suspend, name="suspend"),
    path("inscriptions/<int:pk>/reprendre/", entitlements.resume, name="resume"),
    path("inscriptions/<int:pk>/terminer/", entitlements.end_early, name="end_early"),
    path("inscriptions/<int:pk>/annuler/", entitlements.undo, name="undo"),
    path("inscriptions/<int:pk>/prolonger/", entitlements.ask_extension, name="ask_extension"),
    path("prolongations/", extensions.extensions, name="extensions"),
    path("prolongations/motifs/", extensions.extension_motives, name="extension_motives"),
    path("prolongations/<int:pk>/", extensions.extension, name="extension"),
    path("inscriptions/<int:pk>/attestation/", papers.certificate, name="certificate"),
    path("verifier/<str:code>/", papers.verify, name="verify"),
    path("personnes/<int:pk>/carte/", papers.card, name="card"),
    path("personnes/<int:pk>/carte/nouvelle/", papers.issue_card, name="issue_card"),
    # the way out
    path("sorties/", exits.path_out, name="exits"),
    path("sorties/taches/<int:pk>/", exits.exit_task_done, name="exit_task_done"),
    path("sorties/offres/", exits.offers, name="offers"),
    path("sorties/offres/<int:pk>/", exits.offer, name="offer"),
    path("sorties/douze-mois/", exits.follow_ups, name="follow_ups"),
    path("inscriptions/<int:pk>/entretien/", exits.exit_talk, name="exit_talk"),
    path("inscriptions/<int:pk>/douze-mois/", exits.follow_up, name="follow_up"),
    path("personnes/<int:pk>/et-apres/", papers.what_next, name="what_next"),
]
