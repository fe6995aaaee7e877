"""A year of the ledger in an open format: CSV files in a ZIP that anybody can read and verify.

Nobody is named in it: a sale bears the number of its enrolment alone.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, transaction

from pimms.kernel import periods, tables
from recharges import sealed
from recharges.models import Closing

_CHUNK = 2000
_WITHIN = "s.sold_on >= %(lower)s AND s.sold_on < %(upper)s"
_RECEIPT = "s.series || '-' || lpad(s.number::text, 6, '0')"
_INSTANT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"


@dataclass(frozen=True)
class _Table:
    about: str
    heading: tuple[str, ...]
    statement: str


_TABLES = {
    "ventes.csv": _Table(
        "un reçu par ligne ; une annulation est un reçu, qui nomme celui qu'elle annule",
        ("reçu", "jour", "enregistrée à (UTC)", "point d’accueil", "paiement", "conseiller",
         "inscription", "caisse", "annule le reçu", "motif", "organisme payeur", "n° de chèque",
         "dotation", "dotation, en quelques mots", "motif de la dérogation", "payé"),
        f"""SELECT {_RECEIPT}, s.sold_on, {_INSTANT.format("s.recorded_at")}, p.code,
          s.payment, s.seller_name, s.enrolment_id, s.till_session_id,
          o.series || '-' || lpad(o.number::text, 6, '0'), s.reason, s.payer_id, s.cheque_number,
          s.allocation, s.allocation_note, s.override_reason,
          (SELECT coalesce(sum(l.paid), 0) FROM recharges_saleline l WHERE l.sale_id = s.id)
        FROM recharges_sale s JOIN accounts_site p ON p.id = s.site_id
        LEFT JOIN recharges_sale o ON o.id = s.reverses_id
        WHERE {_WITHIN} ORDER BY s.series, s.number""",
    ),
    "lignes.csv": _Table(
        "les articles de chaque reçu, tels que le catalogue les disait ce jour-là",
        ("reçu", "identifiant", "nature", "article (identifiant)", "article", "catégorie",
         "quantité", "payé", "prix solidaire", "prix public"),
        f"""SELECT {_RECEIPT}, l.id, l.kind, l.product_id, l.name, l.category, l.quantity, l.paid,
          l.solidarity_price, l.public_price
        FROM recharges_sale s JOIN recharges_saleline l ON l.sale_id = s.id
        WHERE {_WITHIN} ORDER BY s.series, s.number, l.id""",
    ),
    "empreintes.csv": _Table(
        "la chaîne des reçus",
        ("reçu", "version", "empreinte précédente", "texte", "empreinte"),
        f"""SELECT {_RECEIPT}, e.version, e.previous, {sealed.sale_words()}, e.hash
        FROM recharges_sale s JOIN recharges_seal e ON e.sale_id = s.id
        WHERE {_WITHIN} ORDER BY s.series, s.number""",
    ),
    "caisses.csv": _Table(
        "chaque caisse : fond, attendu, compté, écart, dépôt",
        ("caisse", "point d’accueil", "jour", "fond", "attendu", "compté", "motif de l’écart",
         "déposé en banque", "laissé en caisse"),
        """SELECT t.id, p.code, t.day, t.opening_float, t.expected, t.counted,
          t.discrepancy_motive, t.banked, t.carried
        FROM recharges_tillsession t JOIN accounts_site p ON p.id = t.site_id
        WHERE t.day >= %(lower)s AND t.day < %(upper)s ORDER BY t.day, t.id""",
    ),
    "clotures.csv": _Table(
        "les Z (caisse, jour, mois, année) et leur chaîne",
        ("point d’accueil", "z", "portée", "du", "au", "ventes", "annulations", "total",
         "total perpétuel", "version", "empreinte précédente", "texte", "empreinte"),
        f"""SELECT p.code, c.number, c.kind, lower(c.period), upper(c.period) - 1, c.sales,
          c.reversals, c.total, c.perpetual, c.version, c.previous, {sealed.closing_words()}, c.hash
        FROM recharges_closing c JOIN accounts_site p ON p.id = c.site_id
        WHERE lower(c.period) >= %(lower)s AND upper(c.period) <= %(upper)s
        ORDER BY p.code, c.number""",
    ),
    "reperes.csv": _Table(
        "ce que les Z retiennent du journal, du stock et des chaînes",
        ("repère", "posé à (UTC)", "point d’accueil", "z", "empreinte précédente", "texte",
         "empreinte"),
        f"""SELECT a.number, {_INSTANT.format("a.made_at")}, p.code, a.closing, a.previous,
          {sealed.words(sealed.ANCHOR, "a")}, a.hash
        FROM recharges_anchor a JOIN accounts_site p ON p.id = a.site_id
        JOIN recharges_closing c
          ON c.site_id = a.site_id AND c.number = a.closing AND c.anchor = a.hash
        WHERE lower(c.period) >= %(lower)s AND upper(c.period) <= %(upper)s ORDER BY a.number""",
    ),
}  # fmt: skip
README = """Archive du registre des ventes, année {year}, {house}
{rule}

{state}

Les fichiers
{files}
  MANIFESTE.sha256  l'empreinte SHA-256 de chacun de ces fichiers
Texte en UTF-8, colonnes séparées par des points-virgules, virgule décimale, jours jj/mm/aaaa.
Un guillemet dans une cellule est doublé, comme le veut le format CSV (RFC 4180).

Vérifier que les fichiers sont ceux de l'archive
  sha256sum --check MANIFESTE.sha256        (Windows : certutil -hashfile ventes.csv SHA256)

Vérifier un reçu, un Z, un repère
  L'empreinte est le SHA-256 de l'empreinte précédente suivie du texte, sans rien entre les deux
  ni après, en UTF-8. Avec les cellules de empreintes.csv, de clotures.csv ou de reperes.csv :
    printf '%s%s' "<empreinte précédente>" '<texte>' | sha256sum
  Le résultat est l'empreinte de la ligne. L'empreinte précédente d'un reçu est celle du reçu
  d'avant dans la même série ; celle du premier reçu d'une série est faite de 64 zéros. La chaîne
  des Z court sur toute la vie d'un point d'accueil, celle des repères sur celle de la base.

Ce que disent les textes
  Un texte est une liste JSON, dont voici les éléments, dans l'ordre. La colonne « version » dit
  laquelle de ces listes a été scellée.
{texts}"""
_SAID = {"Un reçu": sealed.SALE, "Un Z": sealed.CLOSING, "Un repère": {1: sealed.ANCHOR}}


def _texts() -> str:
    """What is in each text, from the lists that are hashed."""
    return "\n".join(
        line
        for what, lists in _SAID.items()
        for version, fields in lists.items()
        for line in (f"\n  {what}, version {version}", *_elements(fields))
    )


def _elements(fields: tuple[sealed.Field, ...], indent: str = "    ") -> Iterator[str]:
    for rank, each in enumerate(fields, start=1):
        yield f"{indent}{rank:>2} {each.label}{', une liste de listes :' if each.parts else ''}"
        yield from _elements(each.parts, f"{indent}   ")


@dataclass
class _Manifest:
    """The hash of each file that was written, in the words of sha256sum."""

    lines: list[str] = field(default_factory=list)

    @contextmanager
    def watching(self, name: str, to: IO[bytes]):
        watched = _Hashed(to)
        yield watched
        self.lines.append(f"{watched.digest.hexdigest()}  {name}\n")


class _Hashed(io.RawIOBase):
    """What is written goes through, and is hashed on its way."""

    def __init__(self, to: IO[bytes]):
        super().__init__()
        self._to, self.digest = to, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.digest.update(data)
        return self._to.write(data)


def file_name(year: int) -> str:
    return f"registre-{year}.zip"


def write(year: int, to: IO[bytes]) -> None:
    """The archive of the year is in the file: the same ledger gives the same bytes.

    Rows are written as they are read: the memory that it takes does not grow with the year.
    """
    period, manifest = periods.year(year), _Manifest()
    bounds = {"lower": period.lower, "upper": period.upper}
    with transaction.atomic(), ZipFile(to, "w", ZIP_DEFLATED) as archive:
        connection.check_constraints()  # what a surrounding transaction sold is sealed
        for name, table in _TABLES.items():
            with (
                _entry(archive, manifest, name) as text,
                closing(_rows(table.statement, bounds)) as rows,
            ):
                tables.write(text, table.heading, rows)
        with _entry(archive, manifest, "LISEZMOI.txt") as text:
            text.write(_readme(year, period))
        archive.writestr(_info("MANIFESTE.sha256"), "".join(manifest.lines))


@contextmanager
def _entry(archive, manifest, name):
    with (
        archive.open(_info(name), "w") as raw,
        manifest.watching(name, raw) as watched,
        io.TextIOWrapper(io.BufferedWriter(watched), encoding="utf-8", newline="") as text,
    ):
        yield text


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # of 1980: the hour of writing would make each archive another
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    return info


def _rows(statement: str, bounds: dict):
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, bounds)
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _readme(year: int, period) -> str:
    heading = f"Archive du registre des ventes, année {year}, {settings.HOUSE}"
    closed = Closing.objects.filter(kind=Closing.Kind.YEAR, period=period).order_by("site__code")
    sites = ", ".join(closed.values_list("site__name", flat=True))
    state = (
        f"L'année {year} est clôturée ({sites}) : plus rien n'y change."
        if sites
        else f"L'année {year} n'est pas clôturée : cette archive est provisoire."
    )
    files = "\n".join(f"  {name:<16}{table.about}" for name, table in _TABLES.items())
    return README.format(
        year=year, house=settings.HOUSE, rule="=" * len(heading), state=state, files=files,
        texts=_texts(),
    )  # fmt: skip
