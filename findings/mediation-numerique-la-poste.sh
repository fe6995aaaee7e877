#!/usr/bin/env bash
# 1. The published schema of « lieux de médiation numérique » (1.0.2) has a label without a blank,
#    "Étapes numériques(La Poste)". A file that keeps to it is expected to be read by the library of
#    the national map; the library knows the label with a blank alone. It throws for the first
#    place that it does not understand, so that the other places of the file are not read either.
# 2. @gouvfr-anct/lieux-de-mediation-numerique 2.3.0, seen on 1 December 2026 with Node.js 20.
# 3. Our CSV follows the schema, our JSON the library (docs/decisions.md, « Where the national
#    library is narrower than the schema, so are we »; OF_THE_LIBRARY in partners/national_schema.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --cache cache --prefix . \
  @gouvfr-anct/lieux-de-mediation-numerique@2.3.0 > npm.log

cat > seen.mjs <<'NODE'
import * as library from "@gouvfr-anct/lieux-de-mediation-numerique";

const place = {
  id: "1", pivot: "00000000000001", nom: "Un lieu", commune: "Antony", code_postal: "92160",
  adresse: "1 place du Marché", date_maj: "2026-01-01",
};
for (const label of ["Étapes numériques(La Poste)", "Étapes numériques (La Poste)"]) {
  try {
    const both = [place, { ...place, id: "2", formations_labels: label }];
    const places = library.fromSchemaLieuxDeMediationNumerique(both);
    console.log(`${label}: ${places.length} places of 2 are read`);
  } catch (error) {
    console.log(`${label}: ${error.constructor.name}, no place is read`);
  }
}
NODE

then="Étapes numériques(La Poste): FormationLabelError, no place is read
Étapes numériques (La Poste): 2 places of 2 are read"
now=$(node seen.mjs)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: the schema's own spelling is refused, and the whole file with it."
