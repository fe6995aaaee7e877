"""The director's page for desk registers: send, see what would happen, confirm, follow, mend."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import jobs
from pimms.kernel.forms import attempt
from pimms.kernel.jobs import Standing
from pimms.models import RegisterUpload

from . import rejects as files
from . import uploads as services
from .forms import UploadForm

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(Role.DIRECTOR)
def uploads(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if upload := attempt(form, services.receive, by=request.user):
        return redirect(upload)
    latest = RegisterUpload.objects.select_related("uploaded_by").order_by("-pk")[:20]
    return render(request, "register/uploads.html", {"form": form, "uploads": latest})


@allow(Role.DIRECTOR)
@require_safe
def upload(request, key):
    sent = services.with_jobs(RegisterUpload.objects.select_related("uploaded_by"))
    upload, at = get_object_or_404(sent, key=key), now()
    waits = upload.is_running and jobs.standing(upload, at=at) == Standing.ON_HOLD
    context = {
        "upload": upload,
        "outcome": upload.outcome,
        "rejected": sum(each["rejected"] for each in upload.outcome.get("sheets", ())),
        "is_on_hold": waits,
        "is_interrupted": services.is_interrupted(upload, at=at),
    }
    template = "register/_state.html" if request.htmx else "register/upload.html"
    return render(request, template, context)


@allow(Role.DIRECTOR)
@require_POST
def confirm(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    try:
        services.confirm(upload, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(upload)


@allow(Role.DIRECTOR)
@require_POST
def restart(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    try:
        services.restart(upload, by=request.user, at=now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(upload)


@allow(Role.DIRECTOR)
@require_safe
def rejects(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    if not upload.rejects:
        raise Http404
    journal.record("register.rejects_downloaded", upload, by=request.user)
    name = f"{Path(upload.name).stem}-lignes-refusees.xlsx"
    return FileResponse(
        upload.rejects.open(), as_attachment=True, filename=name, content_type=_SPREADSHEET
    )


@allow(Role.DIRECTOR)
@require_safe
def model(request):
    response = HttpResponse(files.model(), content_type=_SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="registre-modele.xlsx"'
    return response
