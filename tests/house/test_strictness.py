"""The strictness of these tests is itself tried: each net holds what it is hung for."""

import socket
import time
from datetime import datetime

import pytest
from _pytest.outcomes import Failed
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Origin, Template
from django.urls import path
from pytest_socket import SocketConnectBlockedError

from accounts.models import Site
from recharges.models import Product, Sale
from tests.support import factories
from tests.support.strictness import OURS


def rendered(text, **context):
    return Template(text, origin=Origin(f"{OURS}/page.html")).render(Context(context))


@pytest.mark.parametrize(
    "text",
    [
        "{{ nobody }}",
        "{{ site.nothing }}",
        '{{ nobody|default:"x" }}',
        "{% for x in nobody %}{% endfor %}",
    ],
)
def test_a_template_that_names_what_does_not_exist_fails(text):
    with pytest.raises(Failed):
        rendered(text, site=Site())


def test_a_template_may_ask_whether_something_is_there():
    assert rendered("{% if nobody %}yes{% else %}no{% endif %}{{ site.name }}", site=Site()) == "no"


def test_the_templates_of_packages_keep_their_habits():
    assert Template('{{ nobody|default:"x" }}{{ nobody }}').render(Context()) == "x"


def test_a_page_that_lists_rows_in_no_order_fails(db):
    page = "{% for product in products %}{{ product }}{% endfor %}"
    with pytest.raises(Failed):
        rendered(page, products=Product.objects.all())
    assert rendered(page, products=Product.objects.order_by("pk")) == ""


def test_rows_in_no_order_come_backwards_and_are_not_cut(db):
    first, second = factories.product(), factories.product()
    assert list(Product.objects.all()) == [second, first]
    with pytest.raises(Failed):
        Product.objects.all()[:1]


def writes(request):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_site SET name = name")
    return HttpResponse()


writes.login_required = False
urlpatterns = [path("writes/", writes)]


@pytest.mark.urls(__name__)
def test_a_get_that_writes_fails_and_a_post_does_not(db, client):
    with pytest.raises(Failed):
        client.get("/writes/")
    assert client.forge("/writes/").status_code == 200


def test_an_instant_is_no_day(db):
    instant = datetime(2016, 3, 15, 10)  # noqa: DTZ001
    with pytest.raises(TypeError):
        Sale.objects.filter(sold_on=instant).exists()


def test_nobody_waits():
    with pytest.raises(Failed):
        time.sleep(0.001)


def test_no_other_machine_is_spoken_to():
    blocked = (SocketConnectBlockedError, UserWarning)
    with socket.socket() as line, pytest.raises(blocked, match="192.0.2.1"):
        line.connect(("192.0.2.1", 80))
