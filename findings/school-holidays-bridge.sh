#!/usr/bin/env bash
# 1. Schools of all zones are shut on the Friday after the Ascension, says the ministry's
#    calendar. The package has that day in 2019 to 2022 and in 2027; in 2016 to 2018 and in 2023 to
#    2026 it is an ordinary day there.
# 2. vacances-scolaires-france 0.12.0, seen on 1 December 2026.
# 3. Workshops are not planned on that day: we give it ourselves (workshops/days_off.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check \
  vacances-scolaires-france==0.12.0 python-dateutil==4.0.0

cat > seen.py <<'PYTHON'
from datetime import timedelta

from dateutil.easter import easter
from vacances_scolaires_france import SchoolHolidayDates

dates = SchoolHolidayDates()
shut, open_ = [], []
for year in range(2016, 2028):
    friday = easter(year) + timedelta(days=40)
    zones = {dates.is_holiday_for_zone(friday, zone) for zone in "ABC"}
    assert len(zones) == 1, (year, zones)
    (shut if zones == {True} else open_).append(year)
print("holidays in", *shut)
print("ordinary in", *open_)
PYTHON

then="holidays in 2019 2020 2021 2022 2027
ordinary in 2016 2017 2018 2023 2024 2025 2026"
now=$(venv/bin/python seen.py)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: the bridge of the Ascension is there in some years and not in others."
