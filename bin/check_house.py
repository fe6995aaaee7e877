"""Say where a file breaks a rule of the house that a reader could check: file:line: sentence.

    python bin/check_house.py [folder]

It fails when there is something to say. What ruff and import-linter know is left to them, and what
only Django knows (constraints, triggers, addresses) to tests/house.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

LONGEST = 400
VAGUE = {"utils", "helpers", "common", "misc", "base", "manager"}
THE_CLOCK = {
    "localdate", "localtime", "now", "Now", "timezone.localdate", "timezone.localtime",
    "timezone.now", "date.today", "datetime.now", "datetime.today", "time.time",
}  # fmt: skip
# A workshop counts once its day has come, whoever counts a period: docs/decisions.md. A session
# ends at its hour, which Django's own engine reads off the clock too.
MAY_READ_THE_CLOCK = re.compile(
    r"(^|/)(views|tasks|commands)(\.py$|/)|^pimms/(postgres|night)\.py$"
    r"|^pimms/kernel/clock\.py$|^accounts/sessions\.py$"
)
# The content security policy would drop them in silence.
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
# Django and allauth render these by themselves.
REFUSALS = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}

Fault = tuple[Path, int, str]


class House:
    """The files under a folder, by what is asked of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        described = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        self.rooms = described["tool"]["importlinter"]["root_packages"]
        self.code = self._texts("*.py", *self.rooms)
        self.trees = {path: ast.parse(text) for path, text in self.code.items()}
        self.workshop = self._texts("*.py", "bench", "bin", "tests")
        self.data = self._texts("*.toml", *self.rooms)
        self.templates = self._texts("*", "templates")
        self.static = self._texts("*.css", "static") | self._texts("*.js", "static")

    def _texts(self, pattern: str, *places: str) -> dict[Path, str]:
        """What is written in the files of these places, by their path from the root."""
        found = (path for place in places for path in (self.root / place).rglob(pattern))
        return {
            path.relative_to(self.root): path.read_text(encoding="utf-8")
            for path in sorted(found)
            if path.is_file() and "migrations" not in path.parts
        }

    @cached_property
    def packages(self) -> list[Path]:
        """Where the packages that Django has installed keep their templates."""
        settings = self.trees.get(Path("pimms/settings.py"), ast.Module([], []))
        names = [
            name
            for node in settings.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "INSTALLED_APPS"
            for name in ast.literal_eval(node.value)
        ]
        parts = [name.split(".") for name in names]
        return [
            folder_of(package).joinpath(*inner, "templates")
            for package, *inner in parts
            if package not in self.rooms
        ]


def folder_of(package: str) -> Path:
    """Where the package is installed; it is not imported."""
    return Path(find_spec(package).submodule_search_locations[0])


def too_long(house: House) -> Iterator[Fault]:
    for path, text in (house.code | house.workshop | house.templates | house.static).items():
        if (length := len(text.splitlines())) > LONGEST:
            yield path, LONGEST + 1, f"{length} lines are too many to read; {LONGEST} are allowed."


def named_after_nothing(house: House) -> Iterator[Fault]:
    for path in house.code:
        if VAGUE & set(path.with_suffix("").parts):
            yield path, 1, "The name says nothing of what is inside."


def called_of(house: House) -> Iterator[Fault]:
    """A reader who searches for a preposition finds nothing."""
    for path, tree in house.trees.items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == "of":
                yield (
                    path,
                    node.lineno,
                    "A public function says what it returns, and `of` says nothing.",
                )


def reading_the_clock(house: House) -> Iterator[Fault]:
    for path, tree in house.trees.items():
        if MAY_READ_THE_CLOCK.search(path.as_posix()):
            continue
        for call in calls_in(tree):
            if not call.args and ast.unparse(call.func) in THE_CLOCK:
                yield path, call.lineno, "Only views, commands and tasks read the clock."


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in the code, save in a function of the request, which is a view's."""
    if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args][:1] == ["request"]:
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from calls_in(child)


def verbs_in_pieces(house: House) -> Iterator[Fault]:
    for path, tree in house.trees.items():
        if "services" not in path.with_suffix("").parts:
            continue
        for node in tree.body:
            if is_verb(node) and "transaction.atomic" not in map(ast.unparse, node.decorator_list):
                yield path, node.lineno, f"{node.name} writes and is not one transaction."


def is_verb(node: ast.AST) -> bool:
    """A public function that asks who does it: the others only look."""
    return (
        isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in [argument.arg for argument in node.args.kwonlyargs]
    )


def style_or_script_inside(house: House) -> Iterator[Fault]:
    for path, text in house.templates.items():
        if path.suffix == ".html" and "pdf" not in path.parts:
            for found in INLINE.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield path, line, "Style and script stand in static/, not in a page."


def unused_templates(house: House) -> Iterator[Fault]:
    texts = house.code | house.data | house.templates
    for path in house.templates:
        name = path.relative_to("templates").as_posix()
        replaces = any((folder / name).exists() for folder in house.packages)
        named = any(name in text for other, text in texts.items() if other != path)
        if not (named or replaces or name in REFUSALS):
            yield path, 1, "No code and no other template names this one."


def text_as_it_came(house: House) -> Iterator[Fault]:
    for path, text in house.code.items():
        if path.parts[0] == "tests" or path.as_posix() == "pimms/kernel/fields.py":
            continue
        for found in re.finditer(r"forms\.CharField\((?:[^()]|\([^()]*\))*", text):
            if "_secret(" not in found[0] and "PasswordInput" not in found[0]:
                line = text.count("\n", 0, found.start()) + 1
                yield path, line, "kernel.fields.TextField cleans words on their way in."


def decisions_out_of_order(house: House) -> Iterator[Fault]:
    """Numbered from 1, each with the day under it, and the index says the same."""
    path = Path("docs/decisions.md")
    if not (house.root / path).exists():
        return
    text = (house.root / path).read_text(encoding="utf-8")
    headed = re.findall(r"^## (\d+)\. (.+)\n\*\d\d/\d\d/\d{4}\*$", text, re.MULTILINE)
    listed = re.findall(r"^(\d+)\. \[(.+)\]\(#", text, re.MULTILINE)
    numbered = [(str(n), title) for n, (_, title) in enumerate(headed, start=1)]
    others = text.count("\n## ") - text.count("\n## Index\n")
    if not headed == numbered == listed or len(headed) != others:
        yield path, 1, "Decisions are numbered, dated and listed in the index, in their order."


RULES = (
    decisions_out_of_order,
    text_as_it_came,
    too_long,
    named_after_nothing,
    called_of,
    reading_the_clock,
    verbs_in_pieces,
    style_or_script_inside,
    unused_templates,
)


def main(root: Path) -> int:
    house = House(root)
    faults = sorted(fault for rule in RULES for fault in rule(house))
    for path, line, sentence in faults:
        print(f"{path.as_posix()}:{line}: {sentence}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parent.parent)))
