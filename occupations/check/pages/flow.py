"""From page to page: which step comes next, and what a step's form adds to the progress."""

from dataclasses import replace

from django.http import QueryDict

from occupations.check.bank import Bank, Form
from occupations.check.matching import Wishes
from occupations.check.pages.forms import AbilitiesForm, ClassPlaceForm, ConditionsForm, FieldsForm, PlaceForm, Questions
from occupations.check.pages.models import new_key
from occupations.check.progress import Progress, asked_pages, is_complete, with_answers
from occupations.check.scoring import score
from portal import languages

WISHES = {"felder": FieldsForm, "koennen": AbilitiesForm, "bedingungen": ConditionsForm}
PLACE = "ort"
MANY_SKIPPED = 6


def begin(data: QueryDict, group: str) -> Progress:
    """A fresh check as the start page asked for it."""
    length = data.get("umfang", "")
    form = Form(int(length)) if length in {str(int(form)) for form in Form} else Form.CORE
    easy = "leicht" in data or languages.current().is_easy
    return Progress(form, easy, about_child=data.get("wer") == "kind", group=group, ticket=new_key())


def steps(bank: Bank, progress: Progress) -> list[str]:
    """All steps this person has: question pages by number, then the ticks; of a child only the questions are answered."""
    questions = [str(number) for number in range(len(asked_pages(bank, progress)))]
    return questions if progress.about_child or not is_complete(bank, progress) else [*questions, *WISHES, PLACE]


def following(bank: Bank, progress: Progress, step: str) -> str | None:
    """The step after this one; None after the last."""
    known = steps(bank, progress)
    place = known.index(step) if step in known else -1
    return known[place + 1] if place + 1 < len(known) else None


def before(bank: Bank, progress: Progress, step: str) -> str:
    known = steps(bank, progress)
    return known[max(0, known.index(step) - 1)] if step in known else known[0]


def first_open(bank: Bank, progress: Progress) -> str:
    """Where somebody goes on who comes back."""
    return str(len(asked_pages(bank, progress)) - 1)


def resumed(bank: Bank, progress: Progress) -> str:
    """Where somebody goes on after a pause: at the ticks once she has made some."""
    first_ticks = next(iter(WISHES))
    return first_ticks if progress.wishes != Wishes() and first_ticks in steps(bank, progress) else first_open(bank, progress)


def is_question(step: str) -> bool:
    return step.isascii() and step.isdecimal()


def form_of(bank: Bank, progress: Progress, step: str, data: QueryDict | None = None):
    """The form of a step, filled with `data` or with what the progress holds."""
    if is_question(step):
        return Questions(bank, asked_pages(bank, progress)[int(step)], progress, data)
    if step == PLACE:
        kind = ClassPlaceForm if progress.group else PlaceForm
        return kind(data, initial={"ort": progress.place})
    return WISHES[step](data, initial=WISHES[step].ticked(progress.wishes))


def taken_in(progress: Progress, step: str, form, data: QueryDict) -> Progress:
    """The progress with what is valid in a bound form, whether or not all of it is."""
    form.is_valid()
    if is_question(step):
        return with_answers(progress, form.answers)
    if step == PLACE:
        return replace(progress, place=data.get("ort", "")[:80])
    return replace(progress, wishes=replace(progress.wishes, **form.wishes(progress.wishes))) if not form.errors else progress


def can_ask_more(bank: Bank, progress: Progress) -> bool:
    """Are there twelve further questions for somebody whose answers lie close together?"""
    return progress.form is Form.CORE and not progress.more and score(bank, progress.answers).is_flat
