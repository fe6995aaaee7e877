"""Which page shows the form that posts to an address, where it is not the address itself."""

from django.urls import reverse


def _the_language(code, key):
    return reverse("languages:language", args=[code])


SHOWN_ON = {"languages:review": _the_language}
