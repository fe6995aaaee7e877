"""Every sentence that refuses something: on one page, var/refusals.html, and in good French."""

import ast
import re
from html import escape

import pytest
from django.conf import settings

from bin.check_house import House
from pimms.kernel.triggers import SENTENCES
from tests.support.rules import MODELS

PAGE = settings.VAR_DIR / "refusals.html"
HOLE = "…"  # where a name, a day or an amount stands
REFUSING = {"ValidationError", "Refused"}
SAYING = {"violation_error_message", "error_messages"}
UNKIND = re.compile(r"\b(erreur|invalide|interdit|error)\b", re.IGNORECASE)
SPACED = re.compile(r"(?<![\u202f\u00a0])[;:!?»](?!/)|«(?![\u202f\u00a0])")


def words_of(node) -> str | None:
    """The text that an expression makes, with a hole for each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [words_of(part) if isinstance(part, ast.Constant) else HOLE for part in node.values]
        return "".join(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        both = [words_of(node.left), words_of(node.right)]
        return None if None in both else "".join(both)
    return None


def said_in(tree):
    """(line, sentence) of what the code refuses with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSING and node.args:
            given = node.args[0]
            values = given.values if isinstance(given, ast.Dict) else [given]
        elif isinstance(node, ast.keyword) and node.arg in SAYING:
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        else:
            continue
        for value in values:
            if words := words_of(value):
                yield value.lineno, words


@pytest.fixture(scope="module")
def sentences() -> list[tuple[str, str]]:
    """Every one once, by where it is said."""
    found = {}
    for path, tree in House(settings.BASE_DIR).trees.items():
        for line, words in said_in(tree):
            found.setdefault(words, f"{path}:{line}")
    for model in MODELS:
        for constraint in model._meta.constraints:
            words = str(constraint.violation_error_message)
            found.setdefault(words, f"{model._meta.label}.{constraint.name}")
    for name, words in SENTENCES.items():
        found.setdefault(words, name)
    return sorted((where, words) for words, where in found.items())


def test_there_is_a_page_to_read(sentences):
    rows = "".join(
        f"<tr><td>{escape(words)}</td><td><code>{escape(where)}</code></td></tr>"
        for where, words in sentences
    )
    PAGE.write_text(
        "<!doctype html><html lang='fr'><meta charset='utf-8'><title>Ce que nous refusons</title>"
        f"<h1>Ce que nous refusons, et comment nous le disons</h1><p>{len(sentences)} phrases."
        f"</p><table>{rows}</table></html>"
    )
    assert len(sentences) > 100


def test_every_refusal_is_a_french_sentence(sentences):
    asked = {
        "begins as a sentence": lambda words: words[0].isupper() or words[0] in f"«{HOLE}",
        "ends as a sentence": lambda words: words[-1] in f".?»{HOLE}",
        "typographic apostrophe": lambda words: "'" not in words,
        "narrow no-break spaces": lambda words: not SPACED.search(words),
        "kind": lambda words: not UNKIND.search(words),
    }
    faults = [
        f"{where}: {wish}: {words}"
        for where, words in sentences
        for wish, holds in asked.items()
        if not holds(words)
    ]
    assert faults == []
