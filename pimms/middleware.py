"""What is looked at before any page is."""

from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from pimms.views import bad_request


def readable(get_response):
    """What cannot be read as a form is answered so, at any address, one that does not exist too.

    Later, the page that says what is wrong would look for the form's token, and fall over itself.
    """

    def middleware(request):
        try:
            request.POST  # noqa: B018  it is read when it is asked for
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError) as unreadable:
            return bad_request(request, unreadable)
        return get_response(request)

    return middleware
