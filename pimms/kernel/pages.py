"""What most views answer with: the page of a form, an act of one press, the page that follows."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from . import pdf
from .forms import attempt, status

Result = TypeVar("Result")


def form_page(
    request: HttpRequest, form: forms.BaseForm, template: str = "form.html", /, **context: Any
) -> HttpResponse:
    """The page of a form, 422 once what was sent is refused.

    `form.html` shows a `title`, an `intro` and the way `back`, said as redirect() takes it.
    """
    if back := context.get("back"):
        context["back"] = resolve_url(back)
    return render(request, template, {"form": form} | context, status=status(form))


def done(request: HttpRequest, said: str, *to: Any) -> HttpResponse:
    """Onwards, with what is `said` above the next page; `to` is what redirect() takes."""
    messages.success(request, said)
    return redirect(*to)


def act(
    request: HttpRequest,
    verb: Callable[..., Result],
    *things: Any,
    form: forms.BaseForm | None = None,
    said: str = "",
    **words: Any,
) -> Result | None:
    """What the verb returns, called `by` the user and with what a form beside the button holds.

    Above the next page stands what is `said`, or each sentence of the refusal.
    """
    form = form or forms.Form({})
    result = attempt(form, verb, *things, **{"by": request.user} | words)
    tell_refusals(request, form)
    if said and form.is_valid():
        messages.success(request, said)
    return result


def pdf_page(template: str, name: str, /, **context: Any) -> HttpResponse:
    """The paper as a PDF that opens in the browser, with the `house` and its `house_address`."""
    house = {"house": settings.HOUSE, "house_address": settings.HOUSE_ADDRESS}
    return pdf_answer(pdf.render(template, house | context), name)


def pdf_answer(document: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser, under that name when it is kept."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


def tell_refusals(request: HttpRequest, form: forms.BaseForm) -> None:
    """Each sentence that the form was refused with, above the next page."""
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, str(sentence))
