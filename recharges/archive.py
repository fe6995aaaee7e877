"""A year of the ledger in an open format: CSV files in a ZIP that anybody can read and verify.

Nobody is named in it: a sale bears the number of its enrolment alone.
"""

import hashlib
import io
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, transaction

from pimms.kernel import periods, tables
from recharges.models import Closing
from recharges.triggers_till import CLOSING_WORDS, SALE_WORDS

_CHUNK = 2000
_WITHIN = "s.sold_on >= %(lower)s AND s.sold_on < %(upper)s"
_RECEIPT = "s.series || '-' || lpad(s.number::text, 6, '0')"
_TABLES = {
    "ventes.csv": (
        ("reçu", "jour", "enregistrée à (UTC)", "point d’accueil", "paiement", "conseiller",
         "inscription", "caisse", "annule le reçu", "motif", "payé"),
        f"""SELECT {_RECEIPT}, s.sold_on,
          to_char(s.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.code,
          s.payment, s.seller_name, s.enrolment_id, s.till_session_id,
          o.series || '-' || lpad(o.number::text, 6, '0'), s.reason,
          (SELECT coalesce(sum(l.paid), 0) FROM recharges_saleline l WHERE l.sale_id = s.id)
        FROM recharges_sale s JOIN accounts_site p ON p.id = s.site_id
        LEFT JOIN recharges_sale o ON o.id = s.reverses_id
        WHERE {_WITHIN} ORDER BY s.series, s.number""",
    ),
    "lignes.csv": (
        ("reçu", "référence", "article", "catégorie", "quantité", "payé", "prix public"),
        f"""SELECT {_RECEIPT}, p.reference, p.name, p.category, l.quantity, l.paid, l.public_price
        FROM recharges_sale s JOIN recharges_saleline l ON l.sale_id = s.id
        JOIN recharges_product p ON p.id = l.product_id
        WHERE {_WITHIN} ORDER BY s.series, s.number, l.id""",
    ),
    "empreintes.csv": (
        ("reçu", "empreinte précédente", "texte", "empreinte"),
        f"""SELECT {_RECEIPT}, e.previous, {SALE_WORDS}, e.hash
        FROM recharges_sale s JOIN recharges_seal e ON e.sale_id = s.id
        WHERE {_WITHIN} ORDER BY s.series, s.number""",
    ),
    "caisses.csv": (
        ("caisse", "point d’accueil", "jour", "fond", "attendu", "compté", "motif de l’écart",
         "déposé en banque", "laissé en caisse"),
        """SELECT t.id, p.code, t.day, t.opening_float, t.expected, t.counted,
          t.discrepancy_motive, t.banked, t.carried
        FROM recharges_tillsession t JOIN accounts_site p ON p.id = t.site_id
        WHERE t.day >= %(lower)s AND t.day < %(upper)s ORDER BY t.day, t.id""",
    ),
    "clotures.csv": (
        ("point d’accueil", "z", "portée", "du", "au", "ventes", "annulations", "total",
         "total perpétuel", "empreinte précédente", "texte", "empreinte"),
        f"""SELECT p.code, c.number, c.kind, lower(c.period), upper(c.period) - 1, c.sales,
          c.reversals, c.total, c.perpetual, c.previous, {CLOSING_WORDS.format(row="c")}, c.hash
        FROM recharges_closing c JOIN accounts_site p ON p.id = c.site_id
        WHERE lower(c.period) >= %(lower)s AND upper(c.period) <= %(upper)s
        ORDER BY p.code, c.number""",
    ),
}  # fmt: skip
README = """Archive du registre des ventes, année {year}, {house}
{rule}

{state}

Les fichiers
  ventes.csv      un reçu par ligne ; une annulation est un reçu, qui nomme celui qu'elle annule
  lignes.csv      les articles de chaque reçu : quantité, payé pour la ligne, prix public d'un
  empreintes.csv  la chaîne des reçus : empreinte précédente, texte, empreinte
  caisses.csv     chaque caisse : fond, attendu, compté, écart, dépôt
  clotures.csv    les Z (caisse, jour, mois, année) et leur chaîne
  MANIFESTE.sha256  l'empreinte SHA-256 de chacun de ces fichiers
Texte en UTF-8, colonnes séparées par des points-virgules, virgule décimale, jours jj/mm/aaaa.
Un guillemet dans une cellule est doublé, comme le veut le format CSV (RFC 4180).

Vérifier que les fichiers sont ceux de l'archive
  sha256sum --check MANIFESTE.sha256        (Windows : certutil -hashfile ventes.csv SHA256)

Vérifier un reçu
  L'empreinte d'un reçu est le SHA-256 de l'empreinte précédente suivie du texte, sans rien
  entre les deux ni après, en UTF-8. Avec les cellules de empreintes.csv :
    printf '%s%s' "<empreinte précédente>" '<texte>' | sha256sum
  Le résultat est l'empreinte de la ligne. L'empreinte précédente est l'empreinte du reçu
  d'avant dans la même série ; celle du premier reçu d'une série est faite de 64 zéros.
  Les Z se vérifient de même ; leur chaîne court sur toute la vie d'un point d'accueil.
  Le texte d'un reçu est une liste JSON : identifiant, série, numéro, clé, inscription, point
  d'accueil, jour, instant UTC, paiement, conseiller, son compte, caisse, reçu annulé, motif, puis
  les lignes (identifiant, article, quantité, payé, prix public).
"""


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
        for name, (heading, statement) in _TABLES.items():
            with _entry(archive, manifest, name) as text, closing(_rows(statement, bounds)) as rows:
                tables.write(text, heading, rows)
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
    return README.format(year=year, house=settings.HOUSE, rule="=" * len(heading), state=state)
