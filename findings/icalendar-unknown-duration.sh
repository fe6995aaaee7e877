#!/usr/bin/env bash
# 1. A timedelta added to a calendar is expected as a duration of iCalendar (PT4H). That holds for
#    the properties that icalendar knows; in another one, such as X-PUBLISHED-TTL, by which calendars
#    say how often to look anew, it is written in Python's way, 4:00:00, without a word.
# 2. icalendar 7.3.0, seen on 1 December 2026.
# 3. Our feeds give the older property as a text (AGAIN_IN_WORDS in workshops/ical.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check icalendar==7.3.0

cat > seen.py <<'PYTHON'
from datetime import timedelta

from icalendar import Calendar

calendar = Calendar()
for name in ("refresh-interval", "x-published-ttl"):
    calendar.add(name, timedelta(hours=4))
print(*calendar.to_ical().decode().split()[1:-1], sep="\n")
PYTHON

then="REFRESH-INTERVAL:PT4H
X-PUBLISHED-TTL:4:00:00"
now=$(venv/bin/python seen.py)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: a duration is one in the properties that are known, and in no other."
