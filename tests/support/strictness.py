"""What fails here although it would pass unseen in production."""

import re
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import DateField, QuerySet
from django.template import engines
from django.template.base import FilterExpression, Node
from django.template.defaulttags import ForNode
from django.test import Client

OURS = str(settings.BASE_DIR / "templates")


def is_ours(node) -> bool:
    """Whether the node stands in one of this repository's templates, not in a package's."""
    return str(getattr(node, "origin", "")).startswith(OURS)


def node_that_asks(frame):
    """The innermost node being rendered, seen from the frame."""
    while frame and not isinstance(frame.f_locals.get("self"), Node):
        frame = frame.f_back
    return frame and frame.f_locals["self"]


class Undefined(str):
    """Stands for a variable that does not exist: an error in our templates, nothing in others'."""

    def __bool__(self):
        caller = sys._getframe(1)
        resolving = caller.f_code is FilterExpression.resolve.__code__
        return resolving and is_ours(node_that_asks(caller))

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, name):
        pytest.fail(f"A template uses {name}, which is not defined.")


def undefined_variables_fail(patch):
    patch.setattr(engines["django"].engine, "string_if_invalid", Undefined())


def loops_want_an_ordered_list(patch):
    def render(node, context):
        if is_ours(node):
            sequence = node.sequence.resolve(context)
            if isinstance(sequence, QuerySet) and not sequence.ordered:
                pytest.fail(f"The page lists {node.sequence} in no order.")
        return loop(node, context)

    loop = ForNode.render
    patch.setattr(ForNode, "render", render)


def unordered_rows_come_backwards(patch):
    def fetch_all(queryset):
        fresh = queryset._result_cache is None
        fetch(queryset)
        if fresh and not queryset.ordered:
            queryset._result_cache.reverse()

    def get_item(queryset, key):
        if isinstance(key, slice) and not queryset.ordered:
            pytest.fail(f"A part of {queryset.model.__name__} is taken in no order.")
        return item(queryset, key)

    fetch, item = QuerySet._fetch_all, QuerySet.__getitem__
    patch.setattr(QuerySet, "_fetch_all", fetch_all)
    patch.setattr(QuerySet, "__getitem__", get_item)


WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s+"?(\w+)', re.IGNORECASE)
WRITTEN_BY_READING = re.compile(r"accounts_entry|accounts_counted|django_session|procrastinate_")


def a_get_does_not_write(patch):
    def refuse(execute, sql, params, many, context):
        if (write := WRITE.match(str(sql))) and not WRITTEN_BY_READING.match(write[1]):
            pytest.fail(f"A GET writes: {sql}")
        return execute(sql, params, many, context)

    def guarded(method):
        def send(client, *args, **kwargs):
            with connection.execute_wrapper(refuse):
                return method(client, *args, **kwargs)

        return send

    patch.setattr(Client, "get", guarded(Client.get))
    patch.setattr(Client, "head", guarded(Client.head))


def a_day_is_no_instant(patch):
    def to_python(field, value):
        if isinstance(value, datetime):
            raise TypeError(f"{field.name} is a day and was given the instant {value}")
        return convert(field, value)

    convert = DateField.to_python
    patch.setattr(DateField, "to_python", to_python)


def nobody_waits(patch):
    def sleep(seconds):
        caller = Path(sys._getframe(1).f_code.co_filename)
        if "site-packages" not in caller.parts and caller.is_relative_to(settings.BASE_DIR):
            pytest.fail(f"{caller} waits {seconds} s")
        pause(seconds)

    pause = time.sleep
    patch.setattr(time, "sleep", sleep)


@pytest.fixture(autouse=True)
def _strictness(monkeypatch):
    """During a test, not while what the tests share is made: that is made in any process."""
    undefined_variables_fail(monkeypatch)
    loops_want_an_ordered_list(monkeypatch)
    unordered_rows_come_backwards(monkeypatch)
    a_get_does_not_write(monkeypatch)
    a_day_is_no_instant(monkeypatch)
    nobody_waits(monkeypatch)
