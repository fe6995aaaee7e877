"""A page with one form, as most pages of money are."""

from django.shortcuts import render

from pimms.kernel.forms import status


def sheet(request, form, *, title: str, back: str, intro: str = ""):
    context = {"title": title, "form": form, "back": back, "intro": intro}
    return render(request, "form.html", context, status=status(form))
