from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from accounts.permissions import STAFF, allow
from beneficiaries import services
from beneficiaries.eligibility import referral_holds
from beneficiaries.files import agreed
from beneficiaries.forms.enrolments import EnrolmentForm
from beneficiaries.models import Assessment, Beneficiary
from beneficiaries.models.enrolments import MONTHS
from pimms.kernel.forms import attempt, status
from pimms.kernel.periods import last_day, months_from
from pimms.kernel.templatetags.french import day


@allow(*STAFF)
def enrol(request, pk):
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    today = localdate()
    referral = person.referrals.not_refused().newest_first().first()
    running = person.enrolments.running_on(today).first()
    form = EnrolmentForm(
        request.POST or None,
        initial=_proposal(referral, running, today=today),
        may_waive=request.user.is_director,
        on=today,
    )
    if enrolment := attempt(form, services.enrol, person, by=request.user, on=today):
        messages.success(
            request, f"{person} est {agreed(person, 'inscrit')} jusqu’au {day(enrolment.last_day)}."
        )
        return redirect("recharges:ledger", person.pk)
    first = form.first_day((request.POST or request.GET).get("starts_on"))
    context = {
        "title": f"Inscrire {person}",
        "form": form,
        "referral": referral,
        "running": running,
        "months": (first, last_day(months_from(first, MONTHS))),
        "enrolled": agreed(person, "inscrit"),
        "person": person,
        "back": person.get_absolute_url(),
    }
    return render(request, "beneficiaries/enrol.html", context, status=status(form))


def _proposal(referral, running, *, today):
    """Right after the twelve months that run, on the referral if it still holds by then."""
    starts_on = running.period.upper if running else today
    holds = referral and referral_holds(referral.received_on, on=starts_on)
    return {
        "starts_on": starts_on,
        "criteria": [Assessment.Criterion.REFERRAL] if holds else [],
    }
