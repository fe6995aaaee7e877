"""The address of a file that was merged leads to the file that stands."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import resolve, reverse

from beneficiaries.models import Beneficiary

_OF_A_PERSON = ("personnes/<int:pk>/", "guichet/<int:pk>/")


class MergedFiles:
    """`/personnes/12/…` answers 404 for a merged file: it becomes the same page of the survivor.

    What was sent to it is not carried over: the file is opened, and says so.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Http404) or not request.user.is_authenticated:
            return None
        match = resolve(request.path_info)
        if not match.route.startswith(_OF_A_PERSON):
            return None
        merged = Beneficiary.objects.filter(pk=match.kwargs["pk"]).exclude(merged_into=None).first()
        visible = Beneficiary.objects.visible_to(request.user)
        if not merged or not visible.filter(pk=merged.survivor.pk).exists():
            return None
        survivor = merged.survivor
        if request.method == "POST":
            messages.error(
                request,
                f"Rien n’est enregistré\u202f: le dossier de {merged} vient d’être réuni avec"
                f" celui de {survivor}. Recommencez ici.",
            )
            return redirect(survivor)
        messages.info(
            request, f"Le dossier de {merged} est réuni avec celui de {survivor}, que voici."
        )
        return redirect(reverse(match.view_name, kwargs=match.kwargs | {"pk": survivor.pk}))
