"""`{{ referral|told_to:user }}`: where a referral stands, as that reader may know it."""

from django import template

from accounts.models import User
from beneficiaries.models import Referral
from beneficiaries.telling import Told, told

register = template.Library()


@register.filter
def told_to(referral: Referral, reader: User) -> Told:
    return told(referral, to=reader)
