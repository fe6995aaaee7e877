"""What was sold, what moved on the shelves, and the till day by day."""

from django.utils.timezone import localtime

from pimms.exports.columns import Column, yes_or_no
from recharges.models import SaleLine, StockMovement, TillSession

from .listing import Listing, ever, span, within
from .people import who


def _lines(form, user, on):
    if user.is_social_worker:
        return SaleLine.objects.none()
    found = within(SaleLine.objects.all(), form, on, day="sale__sold_on", site="sale__site")
    return (
        found.select_related(
            "sale__enrolment__beneficiary", "sale__site", "sale__sold_by", "sale__payer", "product",
            "sale__reverses",
        )
        .prefetch_related("sale__enrolment__beneficiary__dossier_numbers")
        .order_by("sale__sold_on", "sale", "pk")
    )  # fmt: skip


LINES = Listing(
    "ventes",
    "Ventes, ligne par ligne",
    _lines,
    (
        Column("N° de reçu", lambda line: line.sale.receipt),
        Column("Le", lambda line: line.sale.sold_on),
        *who(lambda line: line.sale.enrolment.beneficiary),
        Column("Nature", lambda line: line.get_kind_display()),
        Column("Référence", lambda line: line.product.reference),
        Column("Article", lambda line: line.name),
        Column("Famille", lambda line: line.get_category_display()),
        Column("Quantité", lambda line: line.quantity),
        Column("Payé", lambda line: line.paid),
        Column("Prix public", lambda line: line.public_value),
        Column("Économie", lambda line: line.saving),
        Column("Paiement", lambda line: line.sale.get_payment_display()),
        Column("Pris en charge par", lambda line: line.sale.payer and str(line.sale.payer)),
        Column(
            "Annule le reçu",
            lambda line: line.sale.reverses and line.sale.reverses.receipt,
        ),
        Column("Point d’accueil", lambda line: line.sale.site.name),
        Column(
            "Par",
            lambda line: line.sale.sold_by.name if line.sale.sold_by else line.sale.seller_name,
        ),
    ),
    span,
)


def _movements(form, user, on):
    found = within(StockMovement.objects.all(), form, on, day="moved_on")
    return found.in_detail().order_by("-moved_on", "-pk")


MOVEMENTS = Listing(
    "stock",
    "Mouvements de stock",
    _movements,
    (
        Column("Le", lambda movement: movement.moved_on),
        Column("Point d’accueil", lambda movement: movement.site.name),
        Column("Référence", lambda movement: movement.product.reference),
        Column("Article", lambda movement: movement.product.name),
        Column("Mouvement", lambda movement: movement.get_kind_display()),
        Column("Quantité", lambda movement: movement.quantity),
        Column("Motif", lambda movement: movement.reason),
        Column("Bon de livraison", lambda movement: movement.reference),
        Column("Reçu", lambda movement: movement.sale_line and movement.sale_line.sale.receipt),
        Column("Par", lambda movement: movement.moved_by and movement.moved_by.name),
    ),
    span,
)


def _tills(form, user, on):
    found = within(TillSession.objects.visible_to(user).in_words(), form, on, day="day")
    return found.order_by("-opened_at", "-pk")


def _clock(instant):
    return instant and localtime(instant).time().replace(second=0, microsecond=0)


TILLS = Listing(
    "caisses",
    "Caisses, jour par jour",
    _tills,
    (
        Column("Jour", lambda session: session.day),
        Column("Point d’accueil", lambda session: session.site.name),
        Column("Ouverte à", lambda session: _clock(session.opened_at)),
        Column("Ouverte par", lambda session: session.opened_by.name),
        Column("Fond de caisse", lambda session: session.opening_float),
        Column("Clôturée", lambda session: yes_or_no(session.closed_at)),
        Column("Clôturée par", lambda session: session.closed_by and session.closed_by.name),
        Column("Attendu", lambda session: session.expected),
        Column("Compté", lambda session: session.counted),
        Column(
            "Écart",
            lambda session: None if session.counted is None else session.counted - session.expected,
        ),
        Column("Motif de l’écart", lambda session: session.discrepancy_motive),
        Column("Déposé en banque", lambda session: session.banked),
        Column("Laissé en caisse", lambda session: session.carried),
    ),
    ever,
)

LISTINGS = (LINES, MOVEMENTS, TILLS)
