"""Two results side by side: a child's own and what somebody close thinks. Nothing is stored."""

from dataclasses import dataclass

from django.shortcuts import render

from occupations.check.codes import CodeError, Result, decode
from occupations.check.pages.catalogue import keys
from occupations.check.pages.result import Bar, bars_of
from occupations.check.pages.views import BROKEN, private
from occupations.check.pages.words import code_mistake
from portal import languages

CLOSE = 0.75
"""Scores nearer than this agree: about two errors of five questions."""


@dataclass(frozen=True)
class Pair:
    own: Bar
    other: Bar

    @property
    def difference(self) -> float:
        return self.own.value - self.other.value

    @property
    def agrees(self) -> bool:
        return abs(self.difference) < CLOSE


@dataclass(frozen=True)
class Talk:
    """What to talk about: where both see much, and where they differ, the widest first."""

    pairs: list[Pair]

    @property
    def shared(self) -> Pair:
        return max(self.pairs, key=lambda pair: min(pair.own.value, pair.other.value))

    @property
    def agreeing(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.agrees]

    @property
    def differing(self) -> list[Pair]:
        return sorted((pair for pair in self.pairs if not pair.agrees), key=lambda pair: -abs(pair.difference))


@private
def compare(request):
    typed = {name: request.POST.get(name, "")[:60] for name in ("kind", "andere")}
    context = {"typed": typed, "mistakes": {}, "talk": None, "carried": languages.posted_again(request)}
    if request.method != "POST":
        return render(request, "check/together.html", context)
    found: dict[str, Result] = {}
    for name, code in typed.items():
        try:
            found[name] = decode(code, keys())
        except CodeError as mistake:
            context["mistakes"][name] = code_mistake(mistake)
    if context["mistakes"]:
        return render(request, "check/together.html", context, status=BROKEN)
    pairs = [Pair(own, other) for own, other in zip(bars_of(found["kind"]), bars_of(found["andere"]), strict=True)]
    return render(request, "check/together.html", context | {"talk": Talk(pairs)})
