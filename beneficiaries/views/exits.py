"""The exit path: who nears the end, the talk, the market's offers, twelve months later."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import STAFF, allow
from beneficiaries import entitlement, exits, services
from beneficiaries.files import look
from beneficiaries.forms.exits import ExitTalkForm, FollowUpForm, OfferCheckForm, OfferForm
from beneficiaries.models import Enrolment, ExitTask, FollowUp, MarketOffer
from pimms.kernel import periods
from pimms.kernel.forms import attempt
from pimms.kernel.pages import act, done, form_page
from pimms.kernel.paging import page
from pimms.kernel.templatetags.french import day


@allow(*STAFF)
@require_safe
def path_out(request):
    """« Sorties »: one list for each time before the end, and those whose end has passed."""
    today, asked = localdate(), request.GET.get("quand", "2-mois")
    words = {word: title for word, (title, *_) in exits.BANDS.items()} | {exits.PASSED: "Dépassé"}
    if asked not in words:
        raise Http404
    shown = page(
        exits.as_listed(exits.of_band(asked, on=today)),
        keys=("period__endswith", "pk"),
        query=request.GET,
    )
    context = {
        "bands": [
            {"word": word, "title": title, "n": exits.of_band(word, on=today).count()}
            for word, title in words.items()
        ],
        "asked": asked,
        "title": words[asked],
        "page": shown,
        "lines": [(each, entitlement.state(each, on=today)) for each in shown.rows],
        "told_from": exits.TOLD_FROM,
    }
    return render(request, "beneficiaries/exits.html", context)


@allow(*STAFF)
@require_POST
def exit_task_done(request, pk):
    task = get_object_or_404(ExitTask.objects.select_related("enrolment__beneficiary"), pk=pk)
    services.finish_exit_task(task, by=request.user, on=localdate())
    messages.success(request, f"Fait\u202f: {task} ({task.enrolment.beneficiary}).")
    return _back_to_the_list(request)


@allow(*STAFF)
@require_POST
def told_of_the_end(request, pk):
    notice = services.tell_of_the_end(_load(request, pk), by=request.user, at=now())
    person, until = notice.enrolment.beneficiary, day(notice.last_day)
    messages.success(request, f"C’est noté\u202f: {person} sait que ses droits vont au {until}.")
    return _back_to_the_list(request)


def _back_to_the_list(request):
    word = request.POST.get("quand")
    known = word in exits.BANDS or word == exits.PASSED
    return redirect(reverse("beneficiaries:exits") + (f"?quand={word}" if known else ""))


@allow(*STAFF)
def exit_talk(request, pk):
    enrolment = _load(request, pk)
    form = ExitTalkForm(request.POST or None, initial={"held_on": localdate()})
    back = reverse("beneficiaries:rights", args=[enrolment.beneficiary_id])
    if attempt(form, services.hold_exit_talk, enrolment, by=request.user, on=localdate()):
        return done(request, "L’entretien de sortie est noté.", back)
    look(request, enrolment.beneficiary)
    title = f"Entretien de sortie\u202f: {enrolment.beneficiary}"
    intro = entitlement.state(enrolment, on=localdate()).text + "."
    return form_page(request, form, title=title, intro=intro, back=back)


@allow(*STAFF)
def offers(request):
    """The market's offers that the team knows, the cheapest first, and a form for one more."""
    form = OfferForm(request.POST or None)
    if offer := attempt(form, services.keep_offer, by=request.user, on=localdate()):
        return done(request, f"{offer} est dans la liste.", "beneficiaries:offers")
    return form_page(
        request,
        form,
        "beneficiaries/offers.html",
        offers=MarketOffer.objects.current().cheapest_first(),
        stale_before=periods.add_months(localdate(), -3),
    )


@allow(*STAFF)
def offer(request, pk):
    """An offer looked at again, or withdrawn from the list."""
    kept = get_object_or_404(MarketOffer.objects.current(), pk=pk)
    if "withdraw" in request.POST:
        said = f"{kept} n’est plus proposée."
        act(request, services.withdraw_offer, kept, on=localdate(), said=said)
        return redirect("beneficiaries:offers")
    names = ("operator", "name", "monthly_price", "for_whom", "remarks")
    form = OfferCheckForm(
        request.POST or None, initial={name: getattr(kept, name) for name in names}
    )
    if attempt(form, services.check_offer, kept, by=request.user, on=localdate()):
        return done(request, f"{kept} est vérifiée aujourd’hui.", "beneficiaries:offers")
    title = f"Vérifier {kept}"
    back = "beneficiaries:offers"
    return form_page(request, form, "beneficiaries/offer.html", title=title, offer=kept, back=back)


@allow(*STAFF)
@require_safe
def follow_ups(request):
    """Whom to ask twelve months after, and what became of those who left, year by year."""
    today = localdate()
    waiting = exits.to_follow_up(on=today).select_related("beneficiary")
    years = [(year, exits.became(periods.year(year))) for year in _years(today)]
    context = {
        "page": page(waiting, keys=("period__endswith", "pk"), query=request.GET),
        "outcomes": FollowUp.Outcome.choices,
        "years": [
            (year, [became[outcome] for outcome in FollowUp.Outcome.values], became)
            for year, became in years
            if became["total"]
        ],
    }
    return render(request, "beneficiaries/follow_ups.html", context)


def _years(today):
    """The years whose people left twelve months ago or earlier, as far as a page shows."""
    return range(today.year - 1, today.year - 6, -1)


@allow(*STAFF)
def follow_up(request, pk):
    enrolment = _load(request, pk)
    form = FollowUpForm(request.POST or None)
    if attempt(form, services.follow_up, enrolment, by=request.user, on=localdate()):
        return done(
            request, f"C’est noté pour {enrolment.beneficiary}.", "beneficiaries:follow_ups"
        )
    look(request, enrolment.beneficiary)
    title = f"Douze mois après\u202f: {enrolment.beneficiary}"
    intro = entitlement.state(enrolment, on=localdate()).text + "."
    return form_page(request, form, title=title, intro=intro, back="beneficiaries:follow_ups")


def _load(request, pk):
    enrolments = Enrolment.objects.visible_to(request.user).select_related("beneficiary")
    return get_object_or_404(enrolments.prefetch_related("movements"), pk=pk)
