"""The report on a grant as the books have it today; its life is that of every report."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from reports import funder
from reports.editions.kinds import GRANT
from reports.models import GrantEdition, WordModel


@allow(Role.DIRECTOR)
@require_safe
def grant(request, pk):
    """The report as the books have it today, and its versions."""
    grant = GRANT.subject(pk)
    context = {
        "grant": grant,
        "editions": GrantEdition.objects.of(grant).select_related("frozen_by"),
        "models": WordModel.objects.for_funder(grant.funder),
    }
    last = GrantEdition.objects.last_or_new(grant)
    try:
        account = funder.of_grant(grant, scope=last.scope, on=localdate())
    except ValidationError as missing:  # an account of the till that nobody gave
        context["refusal"] = missing.messages[0]
    else:
        context["report"] = funder.report(account, on=localdate(), left_out=last.left_out)
    return render(request, "reports/funder/grant.html", context)
