from django.urls import path

from pimms.kernel import converters  # noqa: F401 (an address names a word)

from .views import conventions, directory, invitations, mine, network, offer, organisations

app_name = "partners"
urlpatterns = [
    path("partenaires/", organisations.organisations, name="organisations"),
    path("partenaires/nouveau/", organisations.new, name="new"),
    path("partenaires/<int:pk>/", organisations.organisation, name="organisation"),
    path("partenaires/<int:pk>/corriger/", organisations.correct, name="correct"),
    path("partenaires/<int:pk>/accepter/", organisations.accept_proposal, name="accept_proposal"),
    path("partenaires/<int:pk>/refuser/", organisations.refuse_proposal, name="refuse_proposal"),
    path("partenaires/<int:pk>/inviter/", organisations.invite, name="invite"),
    path("partenaires/membres/<int:pk>/", organisations.member, name="member"),
    path("partenaires/invitations/<int:pk>/", invitations.withdraw, name="withdraw"),
    path("mon-organisme/", mine.mine, name="mine"),
    path("mon-organisme/choisir/<int:pk>/", mine.choose, name="choose"),
    path("mon-organisme/corriger/", mine.correct, name="correct_mine"),
    path("mon-organisme/inviter/", mine.invite, name="invite_colleague"),
    path("mon-organisme/revue/", mine.review, name="review"),
    path("mon-organisme/engagement/", mine.commitment, name="commitment"),
    path("mon-organisme/proposer/", mine.propose, name="propose"),
    path("invitation/<word:word>/", invitations.accept, name="accept"),
    path("conventions/", conventions.conventions, name="conventions"),
    path("conventions/nouvelle/", conventions.new, name="new_convention"),
    path("conventions/<int:pk>/", conventions.convention, name="convention"),
    path("conventions/<int:pk>/avenant/", conventions.amend, name="amend"),
    path("conventions/<int:pk>/texte/", conventions.text, name="convention_text"),
    path("conventions/<int:pk>/document/", conventions.attach, name="attach"),
    path("conventions/documents/<uuid:key>/", conventions.document, name="document"),
    path("reseau/", network.actions, name="network"),
    path("reseau/nouvelle/", network.new, name="new_action"),
    path("annuaire/", directory.places, name="directory"),
    path("annuaire/nouveau/", directory.new, name="new_place"),
    path("annuaire/importer/", directory.bring_in, name="bring_in_places"),
    path("annuaire/<int:pk>/", directory.correct, name="place"),
    path("annuaire/<int:pk>/retirer/", directory.end, name="end_place"),
    path("annuaire/lieux/<int:pk>/", directory.public, name="public_place"),
    path("annuaire/offre/", offer.offer, name="offer"),
    path("annuaire/offre/maison/", offer.house, name="our_house"),
    path("annuaire/offre/<slug:kind>/", offer.service, name="our_service"),
    path("annuaire/offre.json", offer.as_json, name="offer_json"),
    path("annuaire/lieux.csv", directory.as_csv, name="directory_csv"),
    path("annuaire/lieux.json", directory.as_json, name="directory_json"),
    path("annuaire/depliant.pdf", directory.leaflet, name="leaflet"),
]
