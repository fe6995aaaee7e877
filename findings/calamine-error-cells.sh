#!/usr/bin/env bash
# 1. A cell that holds an error (#N/A) is expected to be told from an empty one. python-calamine
#    gives an empty text for both; openpyxl, which reads the same file, gives "#N/A".
# 2. python-calamine 0.9.1 beside openpyxl 3.1.5, seen on 1 December 2026.
# 3. This house reads .ods, .xls and strict workbooks with calamine: there an error in a column that
#    may be empty passes for an empty cell (docs/decisions.md, « Registers in other formats »).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check \
  python-calamine==0.9.1 openpyxl==3.1.5

cat > seen.py <<'PYTHON'
import openpyxl
from python_calamine import load_workbook

book = openpyxl.Workbook()
book.active.append(["text", "#N/A", None, "text"])
book.active["B1"].data_type = "e"
book.save("errors.xlsx")
print("openpyxl:", [cell.value for cell in openpyxl.load_workbook("errors.xlsx").active[1]])
print("calamine:", load_workbook("errors.xlsx").get_sheet_by_index(0).to_python()[0])
PYTHON

then="openpyxl: ['text', '#N/A', None, 'text']
calamine: ['text', '', '', 'text']"
now=$(venv/bin/python seen.py)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: an error and an empty cell are one for calamine."
