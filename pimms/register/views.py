"""The director's page for desk registers: send, see what would happen, confirm, follow, mend."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import Role, allow
from pimms.kernel import jobs, paging
from pimms.kernel.forms import attempt
from pimms.kernel.jobs import Standing
from pimms.kernel.pages import act, form_page
from pimms.models import RegisterUpload

from . import mending
from . import rejects as files
from . import uploads as services
from .forms import ConfirmForm, MendForm, UploadForm
from .lines import files_of

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
        "refusals": upload.lines.refused().by_kind(),
        "warnings": upload.lines.warned().by_kind(),
        "mended": upload.lines.filter(mended_at__isnull=False).count(),
        "confirm": ConfirmForm(),
        "is_on_hold": waits,
        "is_interrupted": services.is_interrupted(upload, at=at),
    }
    context["rejected"] = sum(each["count"] for each in context["refusals"])
    template = "register/_state.html" if request.htmx else "register/upload.html"
    return render(request, template, context)


@allow(Role.DIRECTOR)
@require_POST
def confirm(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    act(request, services.confirm, upload, form=ConfirmForm(request.POST))
    return redirect(upload)


@allow(Role.DIRECTOR)
@require_POST
def restart(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    act(request, services.restart, upload, at=now())
    return redirect(upload)


@allow(Role.DIRECTOR)
@require_safe
def refused(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    return _lines(request, upload, upload.lines.refused(), "register/refused.html")


@allow(Role.DIRECTOR)
@require_safe
def warned(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    return _lines(request, upload, upload.lines.warned(), "register/warned.html")


def _lines(request, upload, lines, template):
    """The rows of one kind, or all, a page at a time."""
    kind = request.GET.get("motif", "").replace("\0", "")
    if kind:
        lines = lines.filter(kind=kind)
    page = paging.page(lines, keys=("pk",), query=request.GET)
    files = files_of(page.rows)
    rows = [(line, files.get(line.pk)) for line in page.rows]
    context = {"upload": upload, "kind": kind, "page": page, "rows": rows, "count": lines.count()}
    return render(request, template, context)


@allow(Role.DIRECTOR)
def mend(request, key, pk):
    upload = get_object_or_404(RegisterUpload, key=key)
    line = get_object_or_404(upload.lines.filter(is_refused=True), pk=pk)
    if line.mended_at:
        messages.info(request, f"{line}\u202f: elle est déjà entrée.")
        return redirect("register:refused", upload.key)
    form = MendForm(request.POST or None, line=line)
    answer = None
    if form.is_valid():
        answer = _send_again(form, line, by=request.user)
    if answer and not answer.refusal:
        _tell(request, line, answer)
        return redirect("register:refused", upload.key)
    if answer:
        line.refresh_from_db()
        form.add_error(None, answer.refusal)
    return form_page(request, form, "register/mend.html", upload=upload, line=line)


def _send_again(form, line, *, by):
    """What became of the row; None when it could not be judged, which the form says."""
    try:
        return mending.send_again(line, cells=form.cells(), by=by, on=localdate(), at=now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _tell(request, line, answer):
    also = {0: "", 1: ", et une ligne qui l’attendait avec elle"}
    others = also.get(answer.others, f", et {answer.others} lignes qui l’attendaient avec elle")
    messages.success(request, f"{line}\u202f: elle est entrée{others}.")
    for sentence in answer.warnings[:5]:
        messages.warning(request, f"À savoir\u202f: {sentence}")


@allow(Role.DIRECTOR)
@require_safe
def rejects(request, key):
    upload = get_object_or_404(RegisterUpload, key=key)
    if not upload.rejects:
        raise Http404
    journal.record("register.rejects_downloaded", upload, by=request.user)
    if upload.lines.filter(mended_at__isnull=False).exists():
        content = ContentFile(files.waiting(upload.lines.refused()))
    else:
        content = upload.rejects.open()
    name = f"{Path(upload.name).stem}-lignes-refusees.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=_SPREADSHEET)


@allow(Role.DIRECTOR)
@require_safe
def model(request):
    response = HttpResponse(files.model(), content_type=_SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="registre-modele.xlsx"'
    return response
