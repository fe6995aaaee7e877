#!/usr/bin/env bash
# 1. In HTML the name of a drawing may stand in its <title> or in aria-label with role="img". In a
#    tagged PDF the alternative of the drawing comes from <title> alone: with aria-label the figure
#    is tagged and has no /Alt, and the document says all the same that it is PDF/UA-1.
# 2. WeasyPrint 70.0 (with pydyf 0.13.0, pypdf 7.1.0 and the machine's own Pango), seen on
#    1 December 2026.
# 3. The signatures on our sheets have a <title> (templates/workshops/pdf/sheet.html;
#    docs/decisions.md, « A paper has one language for a reader »).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check \
  weasyprint==70.0 pydyf==0.13.0 pypdf==7.1.0

cat > seen.py <<'PYTHON'
from io import BytesIO

from pypdf import PdfReader
from weasyprint import HTML

PAGE = '<html lang="fr"><head><title>Essai</title></head><body><p>Avant.</p>{}</body></html>'
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9" {}>{}'
    '<rect width="9" height="9"/></svg>'
)


def figures(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [each for child in node for each in figures(child)]
    if not isinstance(node, dict):
        return []
    own = [node.get("/Alt", "nothing")] if node.get("/S") == "/Figure" else []
    return own + figures(node.get("/K", []))


for name, drawing in {
    "title": SQUARE.format("", "<title>Un carré</title>"),
    "aria-label": SQUARE.format('role="img" aria-label="Un carré"', ""),
}.items():
    paper = HTML(string=PAGE.format(drawing)).write_pdf(pdf_variant="pdf/ua-1")
    tree = PdfReader(BytesIO(paper)).trailer["/Root"]["/StructTreeRoot"]
    print(f"{name}:", *figures(tree))
PYTHON

then="title: Un carré
aria-label: nothing"
now=$(venv/bin/python seen.py 2> said.log)
echo "$now"
if [ "$now" != "$then" ]; then
  printf 'It has changed. Seen then:\n%s\n' "$then"
  exit 1
fi
echo "As seen then: a reader hears the title, and nothing of an aria-label."
