"""A page as somebody reads it, and how many times it asks the database."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext


def text(response) -> str:
    """The words of the page, one space apart; narrow and no-break spaces stay."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"[ \t\r\n]+", " ", unescape(words))


def queries_of(client, url: str) -> int:
    """A first visit warms what a process keeps; the second one is counted."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
