"""`{% said "key" day=… %}`: in French, and below in the language of the paper's `words`."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pimms.kernel import languages

register = template.Library()


@register.simple_tag(takes_context=True)
def said(context: Context, key: str, **filled: object) -> SafeString:
    """French alone when the paper has no other language; a star where nobody has read over."""
    french = languages.in_french(key, **filled)
    words = context.get("words")
    if words is None:
        return french
    return format_html(
        '{} <span class="also" lang="{}" dir="{}">{}{}</span>',
        french,
        words.language.code,
        words.language.direction,
        words.say(key, **filled),
        "" if words.is_reviewed(key) else "\u00a0*",
    )


@register.simple_tag(takes_context=True)
def star(context: Context) -> str:
    """What the star means, at the end of a paper that has one; in both languages."""
    words = context.get("words")
    if words is None or not words.unreviewed:
        return ""
    return format_html(
        '<p class="unreviewed">* {} <span lang="{}" dir="{}">{}</span></p>',
        languages.in_french("unreviewed"),
        words.language.code,
        words.language.direction,
        words.say("unreviewed"),
    )


@register.inclusion_tag("parts/_languages.html")
def in_languages(paper: str, address: str, preferred: str = "") -> dict[str, object]:
    """Beside the link to a paper: the languages that it may be printed in."""
    known = languages.code_of(preferred) != languages.FRENCH
    return {
        "paper": paper,
        "address": address,
        "preferred": preferred if known else "",
        "languages": languages.LANGUAGES.values(),
    }


@register.inclusion_tag("parts/_language_choice.html")
def language_choice(preferred: str) -> dict[str, object]:
    """In the form that prints a paper: French alone or with their language, for who has one."""
    code = languages.code_of(preferred)
    return {"language": languages.LANGUAGES.get(code)}
