#!/usr/bin/env bash
# 1. The quality score of a service falls slowly after six months: 1 before, a little less after, 0
#    after two years. On the very day 180 it is 0, for that one day, and nearly 1 on the next.
# 2. data-inclusion-schema 1.0.10 (with pendulum 3.3.0), seen on 1 December 2026.
# 3. A directory that hides what is under 0.8 may hide a service for a day. « Ce que nous offrons »
#    tells the score by the rule as it is meant (partners/quality.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check \
  data-inclusion-schema==1.0.10 pendulum==3.3.0

cat > seen.py <<'PYTHON'
import pendulum
from data_inclusion.schema import v1
from data_inclusion.schema.v1.score_qualite import date_maj_recente

today = pendulum.now().date()
for days in (179, 180, 181, 182):
    service = v1.Service(
        source="essai", id="essai--1", structure_id="essai--2", nom="Un service",
        description="Une description de service.", date_maj=today.subtract(days=days),
        thematiques=[], type="accompagnement",
    )
    print(days, round(date_maj_recente(service), 3))
PYTHON

then="179 1.0
180 0.0
181 0.998
182 0.996"
now=$(TZ=UTC venv/bin/python seen.py)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: nothing on day 180, nearly everything on the days beside it."
