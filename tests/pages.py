"""Reading a page as a person does."""

import re
from html import unescape


def text_of(response) -> str:
    """The words of a page without tags, spaces folded."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def links_of(response) -> list[str]:
    return [unescape(link) for link in re.findall(r'(?:href|src|action)="([^"]*)"', response.content.decode())]


def as_on_page(page) -> dict:
    """What the browser would send back of an admin's form."""
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        sent |= {management.add_prefix(name): management[name].value() for name in management.fields}
    return {name: value for name, value in sent.items() if value is not None and value is not False}
