"""Every sentence that refuses something: on one page, var/refusals.html, and in good French."""

import ast
import re
from html import escape

import pytest
from django.apps import apps
from django.conf import settings

from pimms.kernel.forms import TRIGGER_SENTENCES
from tests.house.test_architecture import CODE, ROOMS, TREES, name_of

PAGE = settings.VAR_DIR / "refusals.html"
HOLE = "…"  # where a name, a day or an amount stands
REFUSING = {"ValidationError", "Refused"}
SAYING = {"violation_error_message", "error_messages"}
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


def sentences():
    """Every one once, by where it is said."""
    found = {}
    for path in CODE:
        for line, words in said_in(TREES[path]):
            found.setdefault(words, f"{name_of(path)}:{line}")
    for model in apps.get_models():
        if model.__module__.split(".")[0] in ROOMS:
            for constraint in model._meta.constraints:
                words = str(constraint.violation_error_message)
                found.setdefault(words, f"{model._meta.label}.{constraint.name}")
    for name, words in TRIGGER_SENTENCES.items():
        found.setdefault(words, name)
    return sorted((where, words) for words, where in found.items())


SENTENCES = sentences()


@pytest.fixture(scope="module", autouse=True)
def _page():
    rows = "".join(
        f"<tr><td>{escape(words)}</td><td><code>{escape(where)}</code></td></tr>"
        for where, words in SENTENCES
    )
    PAGE.write_text(
        "<!doctype html><html lang='fr'><meta charset='utf-8'><title>Ce que nous refusons</title>"
        f"<h1>Ce que nous refusons, et comment nous le disons</h1><p>{len(SENTENCES)} phrases."
        f"</p><table>{rows}</table></html>"
    )


@pytest.mark.parametrize(("where", "words"), SENTENCES, ids=[where for where, _ in SENTENCES])
def test_a_refusal_is_a_french_sentence(where, words):
    assert words[0].isupper() or words[0] in f"«{HOLE}", "begins as a sentence"
    assert words[-1] in f".?»{HOLE}", "ends as a sentence"
    assert "'" not in words, "typographic apostrophe"
    assert not SPACED.search(words), "narrow no-break spaces"
    assert not re.search(r"\b(erreur|invalide|interdit|error)\b", words, re.I), "kind"


def test_there_is_something_to_read():
    assert len(SENTENCES) > 100
    assert PAGE.exists()
