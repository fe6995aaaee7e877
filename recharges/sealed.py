"""What is hashed, field by field, and since when.

The triggers, the check and the archive take their words from these lists: what an archive says of
a text is what is in it. A list that was used is never changed; a new one takes the next number.
"""

from dataclasses import dataclass

START = "0" * 64  # the hash before the first one of a chain


@dataclass(frozen=True)
class Field:
    """One element of the JSON array that is hashed."""

    label: str  # as the archive names it
    sql: str  # of a row called {row}
    parts: tuple["Field", ...] = ()  # of an array of arrays


def _instant(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def _array(fields: tuple[Field, ...]) -> str:
    return f"jsonb_build_array({', '.join(field.sql for field in fields)})"


def _of(label: str, table: str, key: str, fields: tuple[Field, ...], *, order: str) -> Field:
    """The rows of the table that name {row} by `key`, each an array, in their order."""
    return Field(
        label,
        f"(SELECT coalesce(jsonb_agg({_array(fields)} ORDER BY {order}), '[]'::jsonb)"
        f" FROM {table} WHERE {key})",
        fields,
    )


_LINE = {
    1: (
        Field("identifiant", "l.id"),
        Field("nature", "l.kind"),
        Field("article (identifiant)", "l.product_id"),
        Field("quantité", "l.quantity"),
        Field("payé", "l.paid"),
        Field("prix public", "l.public_price"),
    ),
    2: (
        Field("identifiant", "l.id"),
        Field("nature", "l.kind"),
        Field("article (identifiant)", "l.product_id"),
        Field("article", "l.name"),
        Field("catégorie", "l.category"),
        Field("quantité", "l.quantity"),
        Field("payé", "l.paid"),
        Field("prix solidaire", "l.solidarity_price"),
        Field("prix public", "l.public_price"),
    ),
}


def _lines(version: int) -> Field:
    return _of(
        "lignes", "recharges_saleline l", "l.sale_id = {row}.id", _LINE[version], order="l.id"
    )


_SALE = (
    Field("identifiant", "{row}.id"),
    Field("série", "{row}.series"),
    Field("numéro", "{row}.number"),
    Field("clé de l’envoi", "{row}.key"),
    Field("inscription", "{row}.enrolment_id"),
    Field("point d’accueil (identifiant)", "{row}.site_id"),
    Field("jour", "{row}.sold_on"),
    Field("enregistrée à (UTC)", _instant("{row}.recorded_at")),
    Field("paiement", "{row}.payment"),
    Field("conseiller", "{row}.seller_name"),
    Field("compte du conseiller", "{row}.sold_by_id"),
    Field("caisse", "{row}.till_session_id"),
    Field("reçu annulé (identifiant)", "{row}.reverses_id"),
    Field("motif", "{row}.reason"),
    Field("organisme payeur", "{row}.payer_id"),
    Field("n° de chèque", "{row}.cheque_number"),
    Field("dotation", "{row}.allocation"),
    Field("dotation, en quelques mots", "{row}.allocation_note"),
    Field("motif de la dérogation", "{row}.override_reason"),
    Field("dérogation de", "{row}.overridden_by_id"),
    Field("plafonds dépassés", "{row}.overridden"),
)
# A text says its version first, as JSON text: where it has none, the first element is a number.
SALE = {
    1: (*_SALE, _lines(1)),
    2: (Field("version", "'2'::text"), *_SALE, _lines(2)),
}

_CLOSING = (
    Field("point d’accueil (identifiant)", "{row}.site_id"),
    Field("z", "{row}.number"),
    Field("portée", "{row}.kind"),
    Field("caisse", "{row}.session_id"),
    Field("du", "lower({row}.period)"),
    Field("jusqu’au, non compris", "upper({row}.period)"),
    Field("ventes", "{row}.sales"),
    Field("annulations", "{row}.reversals"),
    Field("total", "{row}.total"),
    Field("total perpétuel", "{row}.perpetual"),
    Field("totaux", "{row}.totals"),
    Field("reçus", "{row}.receipts"),
    Field("clôturé par", "{row}.closed_by_id"),
    Field("clôturé à (UTC)", _instant("{row}.closed_at")),
)
_PIECES = (Field("valeur, en centimes", "n.denomination"), Field("pièces", "n.pieces"))
_TILL = (
    Field("jour", "t.day"),
    Field("ouverte par", "t.opened_by_id"),
    Field("ouverte à (UTC)", _instant("t.opened_at")),
    Field("fond", "t.opening_float"),
    Field("motif du fond", "t.opening_motive"),
    Field("clôturée par", "t.closed_by_id"),
    Field("attendu", "t.expected"),
    Field("compté", "t.counted"),
    Field("motif de l’écart", "t.discrepancy_motive"),
    Field("déposé en banque", "t.banked"),
    Field("laissé en caisse", "t.carried"),
    _of("billets et pièces", "recharges_cashcount n", "n.session_id = t.id", _PIECES,
        order="n.denomination"),
)  # fmt: skip
CLOSING = {
    1: _CLOSING,
    2: (
        Field("version", "'2'::text"),
        *_CLOSING,
        _of("la caisse comptée", "recharges_tillsession t", "t.id = {row}.session_id", _TILL,
            order="t.id"),
        Field("repère", "{row}.anchor"),
    ),
}  # fmt: skip

ANCHOR = (
    Field("repère", "{row}.number"),
    Field("posé à (UTC)", _instant("{row}.made_at")),
    Field("point d’accueil du Z (identifiant)", "{row}.site_id"),
    Field("z", "{row}.closing"),
    Field("ce qui est nouveau", "{row}.blocks"),
)
LATEST = 2


def words(fields: tuple[Field, ...], row: str) -> str:
    """The text of the row, in SQL."""
    return f"{_array(fields)}::text".replace("{row}", row)


def sale_words(row: str = "s", version: str = "e.version") -> str:
    """The text of a sale as its seal was made, whose version is `version`."""
    return _by_version(SALE, row, version)


def closing_words(row: str = "c") -> str:
    """The text of a Z as it was hashed."""
    return _by_version(CLOSING, row, f"{row}.version")


def _by_version(lists: dict[int, tuple[Field, ...]], row: str, version: str) -> str:
    cases = " ".join(f"WHEN {number} THEN {words(fields, row)}" for number, fields in lists.items())
    return f"CASE {version} {cases} END"


@dataclass(frozen=True)
class Stream:
    """Rows that are only ever added, which each anchor takes in as they come."""

    one: str  # « la ligne du journal » n° 12
    many: str
    table: str
    key: str
    fields: tuple[Field, ...]

    @property
    def words(self) -> str:
        return words(self.fields, "r")


def _columns(*columns: str) -> tuple[Field, ...]:
    return tuple(Field(column, f"r.{column}") for column in columns)


STREAMS = {
    "journal": Stream(
        "la ligne du journal", "lignes du journal", "accounts_entry", "id",
        (*_columns("id"), Field("at", _instant("r.at")),
         *_columns("verb", "thing", "by", "details")),
    ),
    "movements": Stream(
        "le mouvement de stock", "mouvements de stock", "recharges_stockmovement", "id",
        (*_columns("id", "key", "site_id", "product_id", "kind", "quantity", "moved_on"),
         Field("recorded_at", _instant("r.recorded_at")),
         *_columns("moved_by_id", "sale_line_id", "counterpart_id", "reason", "reference"),
         Field("units", "(SELECT coalesce(jsonb_agg(u.unit_id ORDER BY u.unit_id), '[]'::jsonb)"
               " FROM recharges_unitstep u WHERE u.movement_id = r.id)")),
    ),
    "lines": Stream(
        "la ligne de vente", "lignes de vente", "recharges_saleline", "id",
        _columns("id", "sale_id", "kind", "product_id", "name", "category", "quantity", "paid",
                 "solidarity_price", "public_price"),
    ),
    "seals": Stream(
        "l’empreinte de la vente", "empreintes des ventes", "recharges_seal", "sale_id",
        _columns("sale_id", "series", "number", "hash"),
    ),
    "closings": Stream(
        "la clôture", "clôtures", "recharges_closing", "id",
        _columns("id", "site_id", "number", "hash"),
    ),
    "prints": Stream(
        "l’impression de reçu", "impressions de reçus", "recharges_receiptprint", "id",
        (*_columns("id", "sale_id", "number", "paper"),
         Field("printed_at", _instant("r.printed_at")), *_columns("printed_by_id")),
    ),
}  # fmt: skip
