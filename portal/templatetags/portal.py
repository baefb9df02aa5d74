"""Words, numbers and pictures as readers of the page's language expect them. These tags are known in every template."""

import json
from datetime import date, datetime
from html import unescape

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.dates import MONTHS_ALT, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from portal import languages, prose
from portal.comparison import beside
from portal.listing import address_with
from portal.unmet import beacon

register = template.Library()

CHOSEN = {True: mark_safe(" selected"), False: ""}
GERMAN_TEXT = {language.code: mark_safe(' lang="de"' + ' dir="ltr"' * (language.direction == "rtl")) for language in languages.LANGUAGES}
GERMAN_TEXT["de"] = ""
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def markdown(text: str) -> SafeString:
    """Editors' Markdown as safe HTML: cleaned after rendering, headings from h2 on."""
    return prose.html_of(prose.tokens_of(text))


@register.filter
def kilometres(distance: float) -> str:
    """0.0 -> 'hier im Ort', 7.36 -> '7 km'."""
    return gettext("hier im Ort") if distance < 0.5 else gettext("%(km)s km") % {"km": f"{distance:.0f}"}


@register.filter
def number(value: int) -> str:
    """2000 -> '2.000', as the language writes it."""
    return f"{value:,}".replace(",", get_format("THOUSAND_SEPARATOR"))


@register.filter
def since(moment: datetime) -> str:
    """How long ago in words: 'heute', 'gestern', 'vor 5 Tagen', then the date."""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days < 2:
        return gettext("gestern") if days else gettext("heute")
    if days < 14:
        return ngettext("vor %(days)s Tag", "vor %(days)s Tagen", days) % {"days": days}
    return long_date(moment)


@register.filter
def start_words(posting) -> str:
    """When a place can start: 'jederzeit', 'ab 1. August 2027', '1. Februar bis 30. Juni 2027'."""
    first, last = posting.starts_on, posting.starts_until
    if first is None:
        return gettext("jederzeit") if last is None else gettext("bis %(day)s") % {"day": long_date(last)}
    if last is None or last == first:
        return gettext("ab %(day)s") % {"day": long_date(first)}
    start = short_date(first) if first.year == last.year else long_date(first)
    return gettext("%(first)s bis %(last)s") % {"first": start, "last": long_date(last)}


def local_day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def short_date(value: date) -> str:
    """'1. August'."""
    value = local_day(value)
    return languages.current().date.format(day=value.day, month=MONTHS_ALT[value.month])


@register.filter
def long_date(value: date) -> str:
    """'1. August 2027'."""
    return f"{short_date(value)} {local_day(value).year}"


def days_from_to(first: date, last: date) -> str:
    """'3.–14. Mai 2027', '31. Mai bis 11. Juni 2027', '22. April 2027'."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        dot = "." if "." in languages.current().date else ""
        return languages.current().date.format(day=f"{first.day}{dot}–{last.day}", month=f"{MONTHS_ALT[first.month]} {first.year}")
    start = short_date(first) if first.year == last.year else long_date(first)
    return gettext("%(first)s bis %(last)s") % {"first": start, "last": long_date(last)}


@register.filter
def day(value: date) -> str:
    """'Do, 26. November'."""
    name = WEEKDAYS_ABBR[local_day(value).weekday()]
    return languages.current().weekday.format(name=name, date=short_date(value))


@register.filter
def moment(value: datetime) -> str:
    """'Do, 26. November, 14:00 Uhr'."""
    return gettext("%(day)s, %(time)s Uhr") % {"day": day(value), "time": f"{timezone.localtime(value):%H:%M}"}


@register.simple_tag
def in_german(is_german: bool = True) -> str:
    """Attributes of an element whose text editors or firms wrote: says so to screen readers where the page is in another language."""
    return GERMAN_TEXT[languages.current().code] if is_german else ""


@register.inclusion_tag("components/only_german.html")
def only_german(is_german: bool = True) -> dict:
    """A short word above an editor's text where the page is in another language."""
    return {"shown": is_german and not languages.current().is_german}


@register.filter
def here(row, column: str) -> str:
    """A column of an editor's row in the language of the page (articles/models/texts.py)."""
    return row.here(column)


@register.simple_tag
def options(field) -> SafeString:
    """A choice field as <select>; Django's widget renders a template per option, which costs a search page a third of its time."""
    if not hasattr(field.field, "choices"):
        return str(field)
    chosen = str(field.value() or "")
    shown = format_html_join(
        "", '<option value="{}"{}>{}</option>', ((key, CHOSEN[str(key) == chosen], name) for key, name in field.field.choices)
    )
    described = format_html(' aria-invalid="true" aria-describedby="{}_error"', field.auto_id) if field.errors else ""
    return format_html('<select name="{}" id="{}"{}>{}</select>', field.html_name, field.id_for_label, described, shown)


@register.simple_tag(takes_context=True)
def same_page_with(context, **changes) -> str:
    """The address of this list with some parameters changed."""
    return address_with(context["request"].GET, **changes)


@register.simple_tag(takes_context=True)
def page_address(context, number: int) -> str:
    query: QueryDict = context["request"].GET.copy()
    query["seite"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """A script element that describes the page to machines; nothing in it can close the element."""
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES))
    )


@register.simple_tag
def canonical(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@register.filter
def pay_years(occupation, pay) -> list:
    """The legal minimum for the years this training has: 36 months -> three amounts."""
    return pay.by_year[: -(-(occupation.months or 36) // 12)]


@register.simple_tag
def unmet(where: str, text: str | None, near=None) -> SafeString | str:
    """Where a list (portal.unmet.UnmetSearch.Where) found nothing: has this page's beacon count the word and, if it is one, the town."""
    address = beacon(where, text or "", near.origins[0].pk if near and len(near.origins) == 1 else None)
    return format_html('<span data-beacon="{}" hidden></span>', address) if address else ""


@register.filter
def beside_each_other(change: dict) -> tuple[SafeString, SafeString]:
    """The old and the new value of one change in a history (which escaped them), with what differs marked."""
    return beside(*(unescape(str(change[name])) for name in ("old", "new")))
