"""The house rules that a reader could check, checked."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.utils import get_app_template_dirs

ROOT = settings.BASE_DIR
ROOMS = [
    "pimms", "reports", "recharges", "workshops", "surveys", "beneficiaries", "funding",
    "partners", "accounts",
]  # fmt: skip


def files(pattern, *places):
    return sorted(
        path
        for place in places
        for path in (ROOT / place).rglob(pattern)
        if "migrations" not in path.parts
    )


def name_of(path):
    return str(path.relative_to(ROOT))


CODE = files("*.py", *ROOMS)
TREES = {path: ast.parse(path.read_text()) for path in CODE}
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


@pytest.mark.parametrize(
    "path",
    [*CODE, *files("*.py", "tests"), *files("*.html", "templates"), *files("*.css", "static"),
     *files("*.js", "static")],
    ids=name_of,
)  # fmt: skip
def test_no_file_is_too_long_to_read(path):
    assert len(path.read_text().splitlines()) <= 400


THE_CLOCK = {
    "localdate", "localtime", "now", "Now", "timezone.localdate", "timezone.localtime",
    "timezone.now", "date.today", "datetime.now", "datetime.today", "time.time",
}  # fmt: skip
# A workshop counts once its day has come, whoever counts a period: docs/decisions.md.
MAY_READ_THE_CLOCK = re.compile(
    r"(^|/)(views|tasks|demo|commands)(\.py$|/)|^pimms/postgres\.py$|^workshops/models/sessions\.py$"
)


def calls_in(node):
    """The calls in the code, save in a function of the request, which is a view's."""
    if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args][:1] == ["request"]:
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from calls_in(child)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_only_views_commands_and_tasks_read_the_clock(path):
    if not MAY_READ_THE_CLOCK.search(name_of(path)):
        calls = [call for call in calls_in(TREES[path]) if not call.args]
        reads = [call for call in calls if ast.unparse(call.func) in THE_CLOCK]
        assert [f"line {call.lineno}" for call in reads] == []


def is_function(node):
    return isinstance(node, ast.FunctionDef)


VERBS = [path for path in CODE if "services" in path.relative_to(ROOT).with_suffix("").parts]


@pytest.mark.parametrize("path", VERBS, ids=name_of)
def test_every_verb_is_one_transaction(path):
    for node in TREES[path].body:
        asked = [argument.arg for argument in node.args.kwonlyargs] if is_function(node) else []
        if "by" in asked and not node.name.startswith("_"):  # the others only look
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            assert "transaction.atomic" in decorators, node.name


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_stand_at_the_top(path):
    functions = [node for node in ast.walk(TREES[path]) if isinstance(node, ast.FunctionDef)]
    inside = [
        ast.unparse(node)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_file_is_named_after_nothing():
    vague = {"utils", "helpers", "common", "misc", "base", "manager"}
    assert [name_of(path) for path in CODE if path.stem in vague] == []


REFUSALS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def is_asked_for_by_a_package(name):
    """Whether Django renders it by itself, or a package has one that ours replaces."""
    packages = get_app_template_dirs("templates")
    return name in REFUSALS or any((folder / name).exists() for folder in packages)


def test_no_template_is_unused():
    templates = files("*", "templates")
    texts = {path: path.read_text() for path in [*CODE, *templates] if path.is_file()}
    names = {path: str(path.relative_to(ROOT / "templates")) for path in texts if path in templates}
    unused = [
        name
        for path, name in names.items()
        if not any(name in text for other, text in texts.items() if other != path)
        and not is_asked_for_by_a_package(name)
    ]
    assert unused == []


@pytest.mark.parametrize("path", files("*.html", "templates"), ids=name_of)
def test_no_page_carries_style_or_script_in_its_html(path):
    """The content security policy would drop them in silence."""
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.I)
    if "pdf" not in path.parts:
        assert inline.findall(path.read_text()) == []


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
