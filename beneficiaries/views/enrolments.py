from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from accounts.permissions import STAFF, allow
from beneficiaries import services
from beneficiaries.files import agreed
from beneficiaries.forms.enrolments import EnrolmentForm
from beneficiaries.models import Assessment, Beneficiary
from pimms.kernel.forms import attempt, status
from pimms.kernel.templatetags.french import day


@allow(*STAFF)
def enrol(request, pk):
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    today = localdate()
    referral = person.referrals.not_refused().newest_first().first()
    initial = {"starts_on": today}
    if referral:
        initial["criteria"] = [Assessment.Criterion.REFERRAL]
    form = EnrolmentForm(request.POST or None, initial=initial, may_waive=request.user.is_director)
    if enrolment := attempt(form, services.enrol, person, by=request.user, on=today):
        messages.success(
            request, f"{person} est {agreed(person, 'inscrit')} jusqu’au {day(enrolment.last_day)}."
        )
        return redirect("recharges:ledger", person.pk)
    context = {
        "title": f"Inscrire {person}",
        "form": form,
        "referral": referral,
        "back": person.get_absolute_url(),
    }
    return render(request, "beneficiaries/enrol.html", context, status=status(form))
