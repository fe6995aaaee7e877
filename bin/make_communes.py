"""Make pimms/kernel/data/communes.csv again from the npm package @etalab/decoupage-administratif.

Get and unpack the package, then run this on its data folder:
    npm pack @etalab/decoupage-administratif@6.0.0
    tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python bin/make_communes.py package/data > pimms/kernel/data/communes.csv
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

ILE_DE_FRANCE = "11"
COLUMNS = (
    "code",
    "name",
    "department",
    "intercommunality",
    "intercommunality_name",
    "population",
    "postal_codes",
    "former_names",
)


def main(folder: Path) -> None:
    def read(name):
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    communes = [each for each in read("communes") if each.get("region") == ILE_DE_FRANCE]
    # An établissement public territorial says more of a town of Greater Paris than the métropole.
    grouping = {
        member["code"]: group for group in read("epci") + read("ept") for member in group["membres"]
    }
    former = defaultdict(list)
    for each in communes:
        if parent := each.get("chefLieu") or each.get("commune"):
            former[parent].append(each)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in sorted(communes, key=lambda each: each["code"]):
        if each["type"] != "commune-actuelle":
            continue
        group = grouping.get(each["code"], {"code": "", "nom": ""})
        names = [
            f"{old['nom']}:{postal_code}"
            for old in sorted(former[each["code"]], key=lambda old: old["code"])
            for postal_code in old.get("codesPostaux") or each["codesPostaux"]
        ]
        writer.writerow(
            [
                each["code"],
                each["nom"],
                each["departement"],
                group["code"],
                group["nom"],
                each["population"],
                " ".join(each["codesPostaux"]),
                "|".join(names),
            ]
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
