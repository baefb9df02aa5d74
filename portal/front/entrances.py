"""The entrances for the four audiences: who are you, what is going on, and what is the next step now."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import Step
from articles.models.entrances import LEFT_SCHOOL
from internships.counting import PostingCount
from internships.models import Company
from occupations.models import Occupation
from offers.models import Event, Offer
from portal.templatetags.portal import number
from portal.vocabulary import Audience

CLASSES = {
    7: _("Klasse 7"),
    8: _("Klasse 8"),
    9: _("Klasse 9"),
    10: _("Klasse 10"),
    11: _("Klasse 11 bis 13"),
    LEFT_SCHOOL: _("fertig mit der Schule"),
}
HEADINGS = {
    Audience.YOUTH: (_("Dein nächster Schritt"), _("Sag kurz, wo du stehst. Dann zeigen wir dir, was jetzt dran ist.")),
    Audience.PARENTS: (
        _("Was jetzt dran ist"),
        _("In welcher Klasse ist Ihr Kind? Das ist in diesem Halbjahr wichtig, und so helfen Sie."),
    ),
    Audience.SCHOOLS: (_("Für Ihre Schule"), _("Praktikum, Unterricht, Partner und Übergang: womit möchten Sie anfangen?")),
    Audience.FIRMS: (_("Für Ihren Betrieb"), _("So finden junge Menschen zu Ihnen. Was haben Sie vor?")),
}


def school_class(asked: str | None) -> int | None:
    return int(asked) if asked in {str(known) for known in CLASSES} else None


def half_of(day: date) -> int:
    """The half of the school year: 1 from August to January, 2 from February to July."""
    return Step.Half.SECOND if 2 <= day.month <= 7 else Step.Half.FIRST


def in_turn(steps: list[Step], today: date | None = None) -> list[Step]:
    """What is due in this half-year first, then what always holds, then the rest; the due ones carry `is_due`."""
    now = half_of(today or timezone.localdate())
    rank = {now: 0, Step.Half.ANY: 1}
    for step in steps:
        step.is_due = step.half == now
    return sorted(steps, key=lambda step: rank.get(step.half, 2))


def with_figures(steps: list[Step], audience: str) -> list[Step]:
    """Each step with the words of its `count`: how much there is of it at this moment. Asks the database only for what is shown."""
    counters: dict[str, Callable[[], int]] = {
        Step.Figure.OCCUPATIONS: Occupation.objects.published().count,
        Step.Figure.COMPANIES: Company.objects.published().count,
        Step.Figure.OFFERS: Offer.objects.published().for_audience(audience).count,
        Step.Figure.EVENTS: Event.objects.published().upcoming().filter(offer__in=Offer.objects.for_audience(audience)).count,
    }
    wanted = {step.figure for step in steps}
    counts = {figure: count() for figure, count in counters.items() if figure in wanted}
    if wanted - counters.keys() - {""}:
        for (_town, kind), places in PostingCount.objects.tally().items():
            for figure in (kind, Step.Figure.PLACES):
                counts[figure] = counts.get(figure, 0) + places
    for step in steps:
        step.count = words(step.figure, counts[step.figure]) if counts.get(step.figure) else ""
    return steps


def words(figure: str, count: int) -> str:
    shown = {"number": number(count)}
    match figure:
        case Step.Figure.OCCUPATIONS:
            return ngettext("%(number)s Beruf", "%(number)s Berufe", count) % shown
        case Step.Figure.COMPANIES:
            return ngettext("%(number)s Betrieb", "%(number)s Betriebe", count) % shown
        case Step.Figure.OFFERS:
            return ngettext("%(number)s Angebot", "%(number)s Angebote", count) % shown
        case Step.Figure.EVENTS:
            return ngettext("%(number)s Termin", "%(number)s Termine", count) % shown
    return gettext("%(number)s gerade frei") % shown
