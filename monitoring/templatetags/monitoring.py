"""Small words of the figures' templates, and the staff's list of what is to be done."""

from django import template

from monitoring.todo import todo

register = template.Library()


@register.filter
def add_number(number: float, more: float) -> str:
    """A coordinate moved a little, with the dot that SVG wants."""
    return f"{number + more:.1f}"


@register.filter
def arrow_kind(judgement: int) -> str:
    return {1: "better", -1: "worse"}.get(judgement, "same")


@register.filter
def of_key(mapping: dict, key):
    return mapping.get(key)


@register.filter
def in_words(number, indicator) -> str:
    """A number with the decimals and the unit of its indicator."""
    return "–" if number is None or number is False else indicator.words(number)


@register.inclusion_tag("admin/monitoring_todo.html", takes_context=True)
def monitoring_todo(context):
    """What waits for staff; nothing for those who may not change figures."""
    may = context["request"].user.has_perm("monitoring.change_value")
    return {"todo": todo() if may else None}
