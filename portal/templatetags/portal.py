"""Words, numbers and pictures as German readers expect them. These tags are known in every template."""

import json
from datetime import date, datetime

import nh3
from django import template
from django.conf import settings
from django.http import QueryDict
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from portal.listing import address_with

register = template.Library()

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
ALLOWED_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
CHOSEN = {True: mark_safe(" selected"), False: ""}
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def markdown(text: str) -> SafeString:
    """Editors' Markdown as safe HTML: cleaned after rendering, headings from h2 on."""
    html = MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return mark_safe(nh3.clean(html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"}))


@register.filter
def kilometres(distance: float) -> str:
    """0.0 -> 'hier im Ort', 7.36 -> '7 km'."""
    return "hier im Ort" if distance < 0.5 else f"{distance:.0f} km"


@register.filter
def number(value: int) -> str:
    """2000 -> '2.000'."""
    return f"{value:,}".replace(",", ".")


@register.filter
def since(moment: datetime) -> str:
    """How long ago in words: 'heute', 'gestern', 'vor 5 Tagen', then the date."""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days < 14:
        return {0: "heute", 1: "gestern"}.get(days, f"vor {days} Tagen")
    return format_date(moment, "j. F Y")


@register.filter
def start_words(posting) -> str:
    """When a place can start: 'jederzeit', 'ab 1. August 2027', 'zwischen 1. Februar und 30. Juni 2027'."""
    first, last = posting.starts_on, posting.starts_until
    if first is None:
        return "jederzeit" if last is None else f"bis {in_words(last)}"
    if last is None or last == first:
        return f"ab {in_words(first)}"
    return f"{in_words(first, with_year=first.year != last.year)} bis {in_words(last)}"


def in_words(day: date, with_year: bool = True) -> str:
    """'1. August 2027'."""
    return f"{day.day}. {MONTHS[day.month - 1]}{f' {day.year}' if with_year else ''}"


@register.filter
def day(value: date) -> str:
    return format_date(value, "D, j. F")


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
