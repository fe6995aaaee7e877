from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts import journal
from accounts.permissions import EVERYBODY, STAFF, Role, allow
from beneficiaries import files, returning, services, telling
from beneficiaries.findings import version_on
from beneficiaries.forms.eligibility import AnswerForm, QuestionForm
from beneficiaries.forms.inbox import BulkForm, InboxForm
from beneficiaries.forms.people import NewPersonForm
from beneficiaries.forms.referrals import (
    AcceptanceForm,
    HouseMessageForm,
    MessageForm,
    ReferralForm,
    RefusalForm,
)
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    Criterion,
    Referral,
    ReferralAttachment,
    ReferralDraft,
    ReferralMessage,
    ReferralQuestion,
)
from beneficiaries.papers import waiting_of
from partners import acting
from partners.models import Organisation
from pimms.kernel import asked
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page, tell_refusals
from pimms.kernel.paging import page

_URGENT, _DRAFTS = 50, 50  # shown at once, above the others
_OTHERS = 5  # referrals of the same person, on the page of one


@allow(*EVERYBODY)
@require_safe
def referrals(request):
    """The inbox of the house; what an organisation sent, for its own people."""
    if request.user.is_social_worker:
        return _mine(request)
    visible = Referral.objects.visible_to(request.user)
    form, today = InboxForm(request.GET or None), localdate()
    pending = form.filter(visible.pending(), user=request.user).select_related(
        "organisation", "taken_by"
    )
    calm = pending.filter(is_urgent=False)
    waiting = page(calm, keys=("received_on", "pk"), query=request.GET, of="attente")
    urgent = pending.filter(is_urgent=True).oldest_first()[:_URGENT]
    closed = _closed(request, visible)
    context = {
        "form": form,
        "urgent": _aged(urgent, today),
        "pending": _aged(waiting.rows, today),
        "pending_count": pending.count(),
        "waiting": waiting,
        "page": closed,
        "bulk": BulkForm(user=request.user),
        "unread": ReferralMessage.objects.unread_by_us().values("referral").distinct().count(),
    }
    return render(request, "beneficiaries/referrals/inbox.html", context)


def _mine(request):
    """What somebody's organisations sent or took over, and the drafts that wait."""
    visible = Referral.objects.visible_to(request.user)
    waiting = page(
        visible.pending().select_related("organisation"),
        keys=("received_on", "pk"),
        query=request.GET,
        of="attente",
    )
    closed = _closed(request, visible)
    drafts = ReferralDraft.objects.visible_to(request.user).order_by("-saved_on", "-pk")
    context = {
        "drafts": drafts[:_DRAFTS],
        "pending": _aged(waiting.rows, localdate()),
        "pending_count": visible.pending().count(),
        "waiting": waiting,
        "page": closed,
    }
    return render(request, "beneficiaries/referrals/mine.html", context)


def _closed(request, visible):
    answered = visible.closed().select_related("organisation")
    return page(answered, keys=("received_on", "pk"), query=request.GET, newest_first=True)


def _aged(referrals, today):
    return [(each, (today - each.received_on).days) for each in referrals]


@allow(Role.SOCIAL_WORKER)
def refer(request):
    organisations = Organisation.objects.of(request.user).order_by("name")
    if not organisations:
        raise PermissionDenied
    draft, today = _draft(request), localdate()
    form = ReferralForm(
        request.POST or None,
        initial=draft.fields | {"organisation": draft.organisation_id}
        if draft
        else {"organisation": acting.chosen(request, organisations)},
        organisations=organisations,
        criteria=_criteria_on(today),
        user=request.user,
    )
    if request.method == "POST" and "draft" in request.POST:
        return _keep(request, form, draft, organisations)
    if referral := attempt(form, services.refer, draft=draft, by=request.user, on=today):
        number = f"Son numéro\u202f: {referral.number}."
        return done(
            request, f"L’orientation de {referral} est envoyée au Pimms. {number}", referral
        )
    return form_page(
        request, form, "beneficiaries/refer.html", title="Orienter une personne", draft=draft
    )


def _draft(request) -> ReferralDraft | None:
    """The one that the page was opened with; a second click finds it sent and gone."""
    pk = asked.key(request.GET, "brouillon")
    if pk is None:
        return None
    draft = ReferralDraft.objects.visible_to(request.user).filter(pk=pk).first()
    if draft is None and request.method == "GET":
        raise Http404
    return draft


def _criteria_on(day):
    """What the referrer may already know: not that they refer."""
    try:
        criteria = version_on(day).criteria.all()
    except ValidationError:
        return []
    known = [each for each in criteria if each.kind != Criterion.Kind.REFERRAL]
    return sorted(known, key=lambda each: (each.position, each.pk))


def _keep(request, form, draft, organisations):
    wanted = request.POST.get("organisation", "")
    organisation = next((each for each in organisations if str(each.pk) == wanted), None)
    kept = services.keep_draft(
        draft,
        organisation=organisation or organisations[0],
        fields=form.as_typed(),
        by=request.user,
        on=localdate(),
    )
    said = f"Le brouillon «\u202f{kept}\u202f» est gardé trente jours."
    return done(request, said, "beneficiaries:referrals")


@allow(Role.SOCIAL_WORKER)
@require_POST
def drop_draft(request, pk):
    draft = get_object_or_404(ReferralDraft.objects.visible_to(request.user), pk=pk)
    act(request, services.drop_draft, draft, said="Le brouillon est effacé.")
    return redirect("beneficiaries:referrals")


def _load(request, pk):
    visible = Referral.objects.visible_to(request.user)
    related = ("organisation", "commune", "sent_by", "referrer", "decided_by", "taken_by",
               "beneficiary", "transferred_to", "sheet__sheet")  # fmt: skip
    there = {
        "has_questions": Exists(ReferralQuestion.objects.filter(referral=OuterRef("pk"))),
        "has_papers": Exists(ReferralAttachment.objects.filter(referral=OuterRef("pk"))),
    }
    return get_object_or_404(visible.select_related(*related).annotate(**there), pk=pk)


@allow(*EVERYBODY)
@require_safe
def referral(request, pk):
    return _page(request, _load(request, pk))


def _page(request, referral, refused=None):
    journal.record("referral.read", referral, by=request.user)
    told = telling.told(referral, to=request.user)
    context = {
        "referral": referral,
        "told": told,
        "told_to_the_referrer": telling.told(referral),
        "form": refused or RefusalForm(referral=referral),
        "lines": [],
    }
    context |= waiting_of(referral.beneficiary if told.is_for_somebody else None) | {
        "questions": referral.has_questions
        and referral.questions.select_related("asked_by", "answered_by").order_by("pk"),
        "declined": _declined(referral) if told.is_for_somebody else None,
        "question_form": QuestionForm(),
        "answer_form": AnswerForm(),
        "message_form": HouseMessageForm() if request.user.is_staff_member else MessageForm(),
        "messages_of_it": telling.thread(referral, to=request.user)
        .select_related("written_by")
        .order_by("at", "pk"),
        "stages": returning.timeline(referral),
        "way": telling.way(referral, to=request.user),
        "tells_it_was_read": telling.tells(referral, Referral.Step.SEEN, to=request.user),
        "papers": referral.has_papers and referral.attachments.order_by("pk"),
        "sent_by_us": request.user.is_staff_member
        or Organisation.objects.of(request.user).filter(pk=referral.organisation_id).exists(),
        "enrolment": _enrolment(referral, on=localdate()),
    }
    context["unread"] = _unread(context["messages_of_it"], request.user)
    context["others"] = _others(request, referral)
    if request.user.is_staff_member and referral.is_open:
        alike = Beneficiary.objects.resembling(
            referral.last_name, referral.first_name, referral.born_on
        )
        context["lines"] = files.lines(files.as_listed(alike)[:10], on=localdate())
    return render(request, "beneficiaries/referral.html", context, status=422 if refused else 200)


def _others(request, referral):
    """What else was sent for the same person, by whomever the reader may know of."""
    visible = Referral.objects.visible_to(request.user).exclude(pk=referral.pk)
    return visible.alike(referral.last_name, referral.first_name, referral.born_on).newest_first()[
        :_OTHERS
    ]


def _declined(referral):
    """The finding that refused the person, once they were received."""
    if referral.status != Referral.Status.ACCEPTED:
        return None
    refused = referral.assessments.filter(outcome=Assessment.Outcome.NOT_ELIGIBLE)
    return refused.newest_first().first()


def _enrolment(referral, *, on):
    """The twelve months that came of it, or that run: not those that ended in the meantime."""
    if referral.status != Referral.Status.ACCEPTED:
        return None
    begun = Q(period__startswith__gte=referral.received_on)
    months = referral.beneficiary.enrolments.filter(begun | Q(period__contains=on))
    return months.order_by("period").first()


def _unread(thread, user):
    return any(
        each.read_at is None and each.written_by.is_social_worker != user.is_social_worker
        for each in thread
        if not each.is_internal
    )


@allow(*STAFF)
@require_POST
def accept(request, pk):
    pending, form = _load(request, pk), AcceptanceForm(request.POST)
    if accepted := act(request, services.accept_referral, pending, form=form, on=localdate()):
        said = f"L’orientation est rattachée au dossier de {accepted}."
        return done(request, said, "beneficiaries:enrol", accepted.beneficiary_id)
    return redirect(pending)


@allow(*STAFF)
@require_POST
def refuse(request, pk):
    pending = _load(request, pk)
    form = RefusalForm(request.POST, referral=pending)
    if refused := attempt(form, services.refuse_referral, pending, by=request.user, on=localdate()):
        heard = telling.told(refused).label.lower()
        return done(
            request,
            f"L’orientation de {pending} est refusée\u202f; le référent lit «\u202f{heard}\u202f».",
            "beneficiaries:referrals",
        )
    if form.non_field_errors():
        tell_refusals(request, form)
        return redirect(pending)
    return _page(request, pending, refused=form)


@allow(*STAFF)
def receive(request, pk):
    """A new file for the person referred, without typing again what the referrer wrote."""
    pending = _load(request, pk)
    if not pending.is_open:
        return redirect(pending)
    said = ("last_name", "first_name", "born_on", "born_day_unknown", "phone")
    initial = {name: getattr(pending, name) for name in said} | {"commune": pending.town}
    form = NewPersonForm(request.POST or None, initial=initial)
    if person := attempt(
        form, services.receive, pending, site=request.user.site, by=request.user, on=localdate()
    ):
        return done(
            request,
            f"Le dossier de {person} est ouvert, l’orientation y est rattachée.",
            "beneficiaries:enrol",
            person.pk,
        )
    journal.record("referral.read", pending, by=request.user)
    return form_page(
        request,
        form,
        "beneficiaries/person_form.html",
        title=f"Recevoir {pending}",
        known=files.known(form),
        lines=files.lines_of(form.alike, on=localdate()),
        back=pending,
    )
