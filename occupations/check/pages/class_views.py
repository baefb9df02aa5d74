"""For teachers: a class code without an account, the class's counters, lesson plans and the questionnaire on paper."""

import segno
from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from occupations.check.bank import SCALES, pages
from occupations.check.pages import classes
from occupations.check.pages.catalogue import BANK, stock
from occupations.check.pages.forms import ANSWERS
from occupations.check.pages.models import ClassCode
from occupations.check.pages.words import scale_names
from portal import languages, limits

MOST_CLASSES = 20


def qr_code(address: str) -> str:
    return segno.make(address, micro=False).svg_inline(scale=4, border=0, omitsize=True, svgclass=None, lineclass=None)


@never_cache
def new(request):
    """Explains, and makes a class code on a click."""
    if request.method != "POST":
        return render(request, "check/class.html", {"too_many": False})
    if limits.reached(request, "class", MOST_CLASSES):
        return render(request, "check/class.html", {"too_many": True}, status=429)
    limits.count(request, "class")
    group = ClassCode.objects.create()
    in_other_languages = languages.choices_of(reverse("check_class_board", args=[group.key]))
    return render(request, "check/class_made.html", context_of(group) | {"languages": in_other_languages})


def context_of(group: ClassCode) -> dict:
    address = f"{settings.SITE_URL}{reverse('check_in_class', args=[group.code])}"
    board = f"{settings.SITE_URL}{reverse('check_class_board', args=[group.key])}"
    return {"group": group, "address": address, "board": board, "qr_code": qr_code(address)}


@never_cache
@require_safe
def board(request, key):
    """What the class ticked, as counters: only for who has the teacher's link."""
    group = get_object_or_404(ClassCode, key=key, delete_on__gt=timezone.localdate())
    counted, people = group.shown_counters, group.shown_taken
    names, fields = scale_names(), stock().fields
    context = context_of(group) | {
        "people": people,
        "fewest": classes.FEWEST,
        "front": named(counted.get(classes.FRONT, {}), people, names, has_total=True),
        "fields": named(counted.get(classes.FIELDS, {}), people, fields),
        "groups": named(counted.get(classes.GROUPS, {}), people, fields),
    }
    return render(request, "check/class_board.html", context)


def named(counted: dict, people: int, names: dict[str, str], has_total: bool = False) -> list[tuple[str, int | None]]:
    return [(names.get(cell.key, cell.key), cell.number) for cell in classes.table(counted, people, has_total)]


@require_safe
def lessons(request):
    return render(request, "check/lessons.html", {})


@require_safe
def questionnaire(request):
    """The thirty questions on paper, scored by hand: each scale has its own symbol, one sum per scale."""
    is_easy = request.GET.get("sprache") == "leicht"
    asked = [BANK.by_code[code] for page in pages(BANK) for code in page]
    address = f"{settings.SITE_URL}{reverse('check_paper')}"
    context = {
        "questions": [(number, item.code, gettext(item.easy if is_easy else item.text)) for number, item in enumerate(asked, 1)],
        "steps": ANSWERS[:5],
        "key": [(scale, scale_names()[scale], [number for number, item in enumerate(asked, 1) if item.scale == scale]) for scale in SCALES],
        "is_easy": is_easy,
        "address": address,
        "qr_code": qr_code(address),
    }
    return render(request, "check/questionnaire.html", context)
