"""`{{ person|birth }}`: when a person, or whom a referral is for, was born."""

from django import template

from beneficiaries import births

register = template.Library()
register.filter("birth", births.birth)
