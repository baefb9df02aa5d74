"""The check: start, questions, result. State travels with the form; nothing about a person is stored, no cookie is set.

The forms carry no CSRF token, because the token would need a cookie and a forged request could change nothing of anybody's.
"""

from dataclasses import replace
from functools import wraps

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from occupations.check.codes import CodeError, Result, decode, encode
from occupations.check.matching import main_field
from occupations.check.pages import classes, flow
from occupations.check.pages.catalogue import BANK, keys, stock
from occupations.check.pages.forms import PaperForm
from occupations.check.pages.models import AnswerCount
from occupations.check.pages.result import ResultPage, page_of
from occupations.check.pages.words import code_mistake, scale_names
from occupations.check.pause import decode_pause, encode_pause
from occupations.check.progress import Progress, asked_pages, is_complete, read, taken, write
from occupations.check.scoring import careless, score
from portal import languages, whereabouts

BROKEN = 400
INCOMPLETE = 422
DAY = 24 * 3600
COUNTED = ("hilf_mit", "mitzaehlen")


def private(view):
    """A page about a person: kept by no cache, told to no other site, and open to forms without a cookie."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(never_cache(guarded))


@require_safe
def start(request, code=""):
    """The entrance; with a class code the result can be counted in the class."""
    group = classes.find(code) if code else None
    if code and group is None:
        return render(request, "check/class_gone.html", status=404)
    return render(request, "check/start.html", {"group": group.code if group else "", "items": len(BANK.items), "typed": "", "mistake": ""})


@private
def step(request):
    """One page of the check: takes in what was filled in and shows the next page, the one before, or the result."""
    if request.method != "POST":
        return redirect("check")
    if "beginn" in request.POST:
        group = classes.find(request.POST.get("gruppe", ""))
        return show(request, flow.begin(request.POST, group.code if group else ""), "0")
    progress, is_whole = read(BANK, keys(), request.POST.get("stand", ""))
    here = request.POST.get("seite", "")
    if not is_whole or here not in flow.steps(BANK, progress):
        return show(request, progress, flow.first_open(BANK, progress), status=BROKEN, broken=True)
    form = flow.form_of(BANK, progress, here, request.POST)
    progress = flow.taken_in(progress, here, form, request.POST)
    turn = next((turn for name, turn in TURNS.items() if name in request.POST), None)
    if turn:
        return turn(request, progress, here)
    if form.errors:
        return show(request, progress, here, form, status=INCOMPLETE)
    return aside(request, progress, here) or onward(request, progress, here, form)


def back(request, progress: Progress, here: str):
    return show(request, progress, flow.before(BANK, progress, here))


def stay(request, progress: Progress, here: str):
    """The same page again, for instance in another language: with what was ticked, too many or not, and no word about gaps."""
    progress = replace(progress, easy=progress.easy or languages.current().is_easy)
    return show(request, progress, here, None if flow.is_question(here) else flow.form_of(BANK, progress, here, request.POST))


def from_the_start(request, progress: Progress, here: str):
    return show(request, progress, "0")


def other_words(request, progress: Progress, here: str):
    return show(request, replace(progress, easy=not progress.easy), here)


def pause(request, progress: Progress, here: str):
    context = {"state": write(BANK, progress), "step": here, "code": encode_pause(BANK, keys(), progress)}
    context["carried"] = languages.posted_again(request)
    return render(request, "check/pause.html", context)


def confirmed(request, progress: Progress, here: str):
    """Somebody stands by answers that looked careless."""
    if not is_complete(BANK, progress) or not flow.is_question(here):
        return show(request, progress, flow.first_open(BANK, progress), status=BROKEN, broken=True)
    return onward(request, progress, here, None)


TICK_PAGES = {
    "felder": "check/fields.html",
    "koennen": "check/abilities.html",
    "bedingungen": "check/conditions.html",
    flow.PLACE: "check/place.html",
}
TURNS = {"zurueck": back, "hier": stay, "anfang": from_the_start, "leicht": other_words, "pause": pause, "passt": confirmed}


def aside(request, progress: Progress, here: str):
    """A friendly page between the last question and what follows, where answers are too few or look careless; else None."""
    if here != flow.first_open(BANK, progress) or not is_complete(BANK, progress):
        return None
    answers = taken(BANK, progress)
    context = {"state": write(BANK, progress), "step": here, "fields": stock().fields, "carried": languages.posted_again(request)}
    if not score(BANK, answers).is_complete:
        return render(request, "check/too_few.html", context)
    return render(request, "check/careless.html", context) if careless(BANK, answers) else None


def onward(request, progress: Progress, here: str, form):
    following = flow.following(BANK, progress, here)
    return finish(request, progress, form) if following is None else show(request, progress, following)


def show(request, progress: Progress, here: str, form=None, status: int = 200, broken: bool = False):
    pages = asked_pages(BANK, progress)
    context = {
        "form": form or flow.form_of(BANK, progress, here),
        "progress": progress,
        "state": write(BANK, progress),
        "step": here,
        "number": int(here) + 1 if flow.is_question(here) else 0,
        "pages": max(int(progress.form), len(pages)),
        "is_extra": flow.is_question(here) and int(here) >= progress.form,
        "many_skipped": progress.skipped >= flow.MANY_SKIPPED,
        "broken": broken,
        "fields": stock().fields if here == "felder" else None,
        "carried": languages.Carried(languages.choices_of(reverse("check_step")), form="check", stay="hier", usual="weiter"),
    }
    template = "check/questions.html" if flow.is_question(here) else TICK_PAGES[here]
    return render(request, template, context, status=status)


def finish(request, progress: Progress, form):
    """The result of a check that is answered to its end; counts it where its owner asked for that."""
    answers = taken(BANK, progress)
    scored = Result(BANK.version, progress.form, score(BANK, answers).values, progress.wishes)
    page = page_of(decode(encode(scored, keys()), keys()))
    ticked = {} if form is None or progress.about_child else form.cleaned_data
    if ticked.get("hilf_mit") and is_new(progress):
        AnswerCount.add(BANK.version, [f"{code}={answer}" for code, answer in answers.items() if answer])
    if ticked.get("mitzaehlen"):
        best = [main_field(one) for one in page.chosen if one.band == page.chosen[0].band]
        classes.count_in(progress.group, progress.ticket, [page.strongest[0].letter], progress.wishes.fields, best)
    return show_result(request, page, ticked.get("ort"), progress)


def is_new(progress: Progress) -> bool:
    """Not counted yet: a reload sends the same ticket again. After a pause there is none."""
    return not progress.ticket or cache.add(f"helped:{progress.ticket}", 1, DAY)


@private
def result(request):
    """The result of a typed or scanned code; also with another place or with what was hidden."""
    if request.method != "POST":
        return render(request, "check/code.html", {"typed": "", "mistake": ""})
    typed = request.POST.get("code", "")
    try:
        found = decode(typed, keys())
    except CodeError as mistake:
        return resume(request, typed, mistake)
    page = page_of(found, with_hidden="alles" in request.POST)
    place = request.POST.get("ort", "").strip()
    near = whereabouts.find(place) if place else None
    return show_result(request, page, near, unknown_place="" if near else place[:80])


def resume(request, typed: str, mistake: CodeError):
    """The class's entrance for a class code, an unfinished check for a pause code; else says why the letters are no result."""
    if group := classes.find(typed):
        return redirect("check_in_class", group.code)
    try:
        progress = decode_pause(BANK, keys(), typed)
    except CodeError as of_pause:
        what = code_mistake(of_pause if of_pause.kind == "outdated" else mistake, may_be_pause=True)
        context = {"typed": typed[:60], "mistake": what, "carried": languages.posted_again(request)}
        return render(request, "check/code.html", context, status=BROKEN)
    return show(request, progress, flow.resumed(BANK, progress))


def show_result(request, page: ResultPage, near, progress: Progress | None = None, unknown_place: str = ""):
    context = {
        "page": page,
        "near": near,
        "place": request.POST.get("ort", "")[:80],
        "unknown_place": unknown_place,
        "progress": progress,
        "state": write(BANK, progress) if progress else "",
        "can_ask_more": progress and flow.can_ask_more(BANK, progress),
        "typed": {"kind": "", "andere": page.code},
        "mistakes": {},
        "carried": languages.posted_again(request, without=COUNTED),
    }
    if progress and progress.about_child:
        return render(request, "check/child.html", context)
    return render(request, "check/flat.html" if page.is_flat else "check/result.html", context)


@private
def more(request):
    """Twelve further questions after a flat result."""
    if request.method != "POST":
        return redirect("check")
    progress, _is_whole = read(BANK, keys(), request.POST.get("stand", ""))
    progress = replace(progress, more=True)
    return show(request, progress, flow.first_open(BANK, progress))


@private
def paper(request):
    """From the six sums of the printed questionnaire to the result."""
    form = PaperForm(scale_names(), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "carried": languages.posted_again(request)}
        return render(request, "check/paper.html", context, status=INCOMPLETE if form.errors else 200)
    result = Result(BANK.version, Progress().form, form.values)
    return show_result(request, page_of(result), None)
