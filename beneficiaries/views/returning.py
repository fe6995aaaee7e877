"""What the referrer may hear, as the person says."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from accounts import journal
from accounts.permissions import STAFF, allow
from beneficiaries import returning, services
from beneficiaries.forms.returning import ToldBackForm
from beneficiaries.models import Referral
from pimms.kernel.forms import attempt, status


@allow(*STAFF)
def told_back(request, pk):
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    form = ToldBackForm(
        request.POST if request.method == "POST" else None,
        initial={"told_back": referral.told_back},
    )
    if attempt(form, services.change_told_back, referral, by=request.user, on=localdate()):
        messages.success(request, "L’accord de la personne est enregistré.")
        return redirect("beneficiaries:told_back", referral.pk)
    if request.method == "GET":
        journal.record("referral.read", referral, by=request.user)
    context = {"referral": referral, "form": form, "stages": returning.timeline(referral)}
    return render(request, "beneficiaries/returning/told_back.html", context, status=status(form))
