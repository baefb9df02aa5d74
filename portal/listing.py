"""Lists: a page of results and the addresses around it."""

from dataclasses import dataclass

import django_filters
from django.http import QueryDict

PAGE_SIZE = 20
LAST_PAGE = 500


@dataclass(frozen=True)
class Page:
    """One page of a list whose total is known; `number` is always within the list."""

    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        return max(1, min(LAST_PAGE, -(-self.total // self.size)))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def numbers(self) -> list[int | None]:
        """Page numbers to show; None marks a gap: 1 … 4 5 6 … 20."""
        near = {1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)}
        shown = []
        for number in sorted(near):
            if shown and number > shown[-1] + 1:
                shown.append(None)
            shown.append(number)
        return shown


class ListFilter(django_filters.FilterSet):
    """A FilterSet whose form class is built once, not with every request."""

    def get_form_class(self):
        if "built_form_class" not in type(self).__dict__:
            type(self).built_form_class = super().get_form_class()
        return self.built_form_class


@dataclass(frozen=True)
class FilterTag:
    """One thing that is being asked, and the address of the list without it."""

    text: str
    address: str


def page_of(total: int, wanted: str | None, size: int = PAGE_SIZE) -> Page:
    """The page a visitor asked for, or the nearest there is."""
    number = int(wanted) if wanted and wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    last = Page(1, total, size).last
    return Page(min(max(number, 1), last), total, size)


def address_with(query: QueryDict, **changes) -> str:
    """The same list with some parameters changed (None removes one); always back on its first page."""
    changed = query.copy()
    changed.pop("seite", None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value not in (None, "", []):
            changed.setlist(name, [str(item) for item in (value if isinstance(value, list) else [value])])
    return f"?{changed.urlencode()}"
