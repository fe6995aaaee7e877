"""What `make check` asks of files, tried on a small house with one fault of each kind."""

import subprocess
import sys

import pytest
from django.conf import settings

FILES = {
    "pyproject.toml": '[tool.importlinter]\nroot_packages = ["pimms", "shop"]\n',
    "pimms/settings.py": 'INSTALLED_APPS = ["pimms", "shop.apps.Shop", "crispy_bootstrap5"]\n',
    "shop/views/shelves.py": 'today = localdate()\nPAGE = "shop/shelf.html"\n',
    "shop/answers.py": "def answer(request):\n    return now()\n",
    "shop/services/sales.py": (
        "@transaction.atomic\ndef sell(*, by):\n    pass\n\n\ndef sold(*, on):\n    pass\n\n\n"
        "def _sell(*, by):\n    pass\n"
    ),
    "shop/migrations/0001_initial.py": "x = localdate()\n" * 401,
    "shop/sign_in.py": "word = forms.CharField(widget=forms.PasswordInput(attrs={}))\n",
    "templates/shop/shelf.html": '<p class="style">{% include "shop/price.html" %}</p>\n',
    "templates/shop/price.html": '<script src="price.js"></script>\n',
    "templates/shop/pdf/label.html": '{% extends "shop/pdf/label.html" %}<p style="x">\n',
    "shop/data/mails.toml": 'text = "shop/thanks.txt"\n',
    "templates/shop/thanks.txt": "Merci.\n",
    "templates/404.html": "<p>Rien ici.</p>\n",
    "templates/bootstrap5/field.html": "<p>Le nôtre.</p>\n",
    "static/price.js": "1;\n" * 400,
    "tests/shop/test_sales.py": "x = 1\n" * 400,
    "docs/decisions.md": "# Decisions\n\n1. [Why](#1-why)\n\n## 1. Why\n*01/12/2026*\n\nSo.\n",
}
FAULTS = {
    "bench/pages.py": ("x = 1\n" * 401, [401]),
    "docs/decisions.md": ("# Decisions\n\n1. [Why](#1-why)\n\n## 2. Why\n*01/12/2026*\n", [1]),
    "shop/caps.py": ("\n\ndef of(product):\n    return product\n", [3]),
    "shop/figures.py": ("\n\ndef count():\n    return timezone.now()\n", [4]),
    "shop/forms.py": ("\nname = forms.CharField(label='Nom')\n", [2]),
    "shop/services/returns.py": ("\n\n@retried\ndef give_back(what, *, by):\n    pass\n", [4]),
    "shop/utils/__init__.py": ("", [1]),
    "static/shop.css": ("p {}\n" * 401, [401]),
    "templates/base.html": (
        '{% include "shop/pdf/label.html" %}\n<b style="x"></b>\n<b onclick="x"></b>\n<style>\n'
        '<script>\n<a\nhref="javascript:x"></a>\n{# base.html #}',
        [1, 2, 3, 4, 5, 7],
    ),
    "templates/shop/lost.html": ("<p>shop/lost.html</p>\n", [1]),
    "tests/shop/test_returns.py": ("x = 1\n" * 401, [401]),
}  # fmt: skip


@pytest.fixture
def house(tmp_path):
    """A small house without a fault."""
    for name, text in FILES.items():
        write(tmp_path / name, text)
    write(tmp_path / "shop/papers.py", 'LABEL = "shop/pdf/label.html"\n')
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def checked(folder) -> tuple[int, list[str]]:
    """How the check ends, and what it says."""
    check = [sys.executable, settings.BASE_DIR / "bin" / "check_house.py", folder]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_a_house_without_a_fault_has_nothing_said_of_it(house):
    assert checked(house) == (0, [])


def test_each_fault_is_named_by_its_line(house):
    for name, (text, _) in FAULTS.items():
        write(house / name, text)
    expected = [f"{name}:{line}" for name, (_, lines) in FAULTS.items() for line in lines]
    code, said = checked(house)
    assert code == 1
    assert [fault.rsplit(":", 1)[0] for fault in said] == expected
