"""Files at a fixed address that other sites and programs fetch, without signing in."""

from django.http import HttpResponse


def for_all(words: str, *, content_type: str, name: str) -> HttpResponse:
    """The file, which a page of any other site may read too: nothing in it depends on who asks."""
    response = HttpResponse(words, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
