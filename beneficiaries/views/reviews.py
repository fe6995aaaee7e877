"""The quarterly sample, and the pages on which a colleague reads and an author answers."""

import secrets

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, Role, allow
from beneficiaries import services
from beneficiaries.files import look
from beneficiaries.forms.eligibility import DrawForm, ReplyForm, ReviewForm
from beneficiaries.models import Review, ReviewSample
from pimms.kernel.forms import attempt, status
from pimms.kernel.pages import act, done
from pimms.kernel.paging import page
from pimms.kernel.periods import add_months

QUARTERS = 4  # that can still be drawn


def _quarters(today):
    """The last quarters that are over and not drawn yet, with their names."""
    current = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    past = [add_months(current, -3 * n) for n in range(1, QUARTERS + 1)]
    drawn = set(ReviewSample.objects.filter(quarter__in=past).values_list("quarter", flat=True))
    return [(str(day), str(ReviewSample(quarter=day))) for day in past if day not in drawn]


@allow(*STAFF)
@require_safe
def reviews(request):
    mine = Review.objects.with_their_words()
    to_read = mine.to_read().filter(reviewer=request.user)
    to_answer = mine.filter(author=request.user, reply="").exclude(
        outcome__in=["", Review.Outcome.COMPLIANT]
    )
    samples = ReviewSample.objects.annotate(
        drawn=Count("reviews"), read=Count("reviews", filter=~Q(reviews__outcome=""))
    )
    everything = mine if request.user.is_director else mine.filter(
        Q(reviewer=request.user) | Q(author=request.user)
    )  # fmt: skip
    context = {
        "to_read": to_read.order_by("pk")[:50],
        "to_answer": to_answer.order_by("pk")[:50],
        "samples": samples.order_by("-quarter").select_related("drawn_by")[:12],
        "page": page(everything, keys=("pk",), query=request.GET, newest_first=True),
        "form": DrawForm(quarters=_quarters(localdate())),
    }
    return render(request, "beneficiaries/eligibility/reviews.html", context)


@allow(Role.DIRECTOR)
@require_POST
def draw_sample(request):
    today = localdate()
    form = DrawForm(request.POST, quarters=_quarters(today))
    seed = secrets.randbelow(1_000_000)
    if sample := act(request, services.draw_sample, form=form, seed=seed, on=today):
        said = f"{sample}\u202f: {sample.reviews.count()} examens sont à relire."
        messages.success(request, said)
    return redirect("beneficiaries:reviews")


@allow(*STAFF)
def review(request, pk):
    """The colleague who was drawn gives an opinion; then the author may answer."""
    visible = Review.objects.with_their_words()
    if not request.user.is_director:
        visible = visible.filter(Q(reviewer=request.user) | Q(author=request.user))
    found = get_object_or_404(visible, pk=pk)
    form, verb = _part_of(request, found)
    if form and attempt(form, verb, found, by=request.user, on=localdate()):
        return done(request, "C’est enregistré.", "beneficiaries:reviews")
    look(request, found.assessment.beneficiary)
    findings = found.assessment.findings.select_related("criterion", "seen_by")
    context = {"review": found, "form": form}
    context |= {"findings": findings.order_by("criterion__position")}
    answer = status(form) if form else 200
    return render(request, "beneficiaries/eligibility/review.html", context, status=answer)


def _part_of(request, found: Review):
    """The form that this user has to fill in now, and the verb it calls; (None, None) if none."""
    if not found.outcome and request.user == found.reviewer:
        return ReviewForm(request.POST or None), services.review
    if found.outcome and not found.reply and request.user == found.author:
        return ReplyForm(request.POST or None), services.reply
    return None, None
