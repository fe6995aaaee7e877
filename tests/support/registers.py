"""Small registers written cell by cell."""

from pathlib import Path

import openpyxl

from pimms.register.sheets import SHEETS

BORING = {
    "Catalogue": {
        "Référence": "RM5",
        "Désignation": "Recharge mobile 1 h",
        "Catégorie": "Recharge mobile",
        "Prix public": 22,
        "Prix solidaire": 5,
        "Plafond par mois": 2,
    },
    "Bénéficiaires": {
        "N° dossier": "2016-0001",
        "Civilité": "Mme",
        "Nom": "DIALLO",
        "Prénom": "Awa",
        "Date de naissance": "12/03/1984",
        "Code postal": 92160,
        "Ville": "Antony",
        "Situation": "Sans emploi",
        "Adultes": 1,
        "Enfants": 2,
        "Date d'inscription": "01/02/2016",
    },
    "Ventes": {
        "Date": "15/03/2016",
        "N° dossier": "2016-0001",
        "Article": "RM5",
        "Quantité": 1,
        "Prix payé": "5,00 €",
        "Paiement": "Espèces",
        "Conseiller": "Nadia Benali",
    },
    "Ateliers": {
        "Code": "A16-01",
        "Intitulé": "Premiers courriels",
        "Thématique": "Messagerie électronique",
        "Date": "16/03/2016",
        "Début": "14h00",
        "Fin": "16h30",
        "Places": 8,
    },
    "Présences": {"Code atelier": "A16-01", "N° dossier": "2016-0001", "Présent": "O"},
    "Accompagnements": {
        "Date": "10/03/2016",
        "N° dossier": "2016-0001",
        "Durée (min)": 45,
        "Thématiques": "Messagerie",
        "Conseiller": "Nadia Benali",
    },
}


def write(path: Path, sheets=None, *, without=(), first_rows=()) -> Path:
    """A register of these sheets, `{sheet: [{column: value}]}`: a sheet not named has one boring
    row, a cell not named the boring row's value; a sheet given as None is left out."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        rows = (sheets or {}).get(sheet.name, [{}])
        if rows is None:
            continue
        page = book.create_sheet(sheet.name)
        for row in first_rows:
            page.append(row)
        columns = [column for column in sheet.columns if column not in without]
        extra = [c for row in rows for c in row if c not in columns and c not in without]
        columns += list(dict.fromkeys(extra))
        page.append(columns)
        for row in rows:
            cells = BORING[sheet.name] | row
            page.append([cells.get(column) for column in columns])
    book.save(path)
    return path
