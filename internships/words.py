"""What the public reads of a place's columns, in the reader's language."""

from django.template.defaultfilters import time as format_time
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from internships import admission
from internships.admission import SCHOOLING
from internships.youthlaw import Form
from portal.templatetags.portal import days_from_to

PROVISIONS = {
    "lends_shoes": gettext_lazy("Sicherheitsschuhe"),
    "lends_workwear": gettext_lazy("Arbeitskleidung"),
    "gives_lunch": gettext_lazy("Mittagessen"),
    "pays_travel": gettext_lazy("Fahrgeld oder Ticket"),
    "has_lodging": gettext_lazy("Zimmer oder Unterkunft"),
}
NEEDS = {
    "hygiene": gettext_lazy("die Belehrung vom Gesundheitsamt für den Umgang mit Lebensmitteln, höchstens drei Monate alt"),
    "measles": gettext_lazy("einen Nachweis, dass du gegen Masern geimpft oder immun bist"),
    "examination": gettext_lazy("eine ärztliche Untersuchung vor dem Start, wenn du unter 18 bist"),
}
REASONS = {
    "child": gettext_lazy("Ferienpraktika und Ferienjobs im Betrieb sind erst ab 15 erlaubt."),
    "schooling": gettext_lazy(
        "Du kannst anfangen, sobald deine Schulpflicht in Vollzeit vorbei ist. Bewerben kannst du dich schon vorher."
    ),
    "holiday_weeks": gettext_lazy("Solange du noch zur Schule gehen musst, darfst du nur vier Wochen im Jahr in den Ferien arbeiten."),
    "pupil_day": gettext_lazy("Für Jüngere wären die Tage zu lang: Bis Klasse 9 sind höchstens 7 Stunden am Tag erlaubt."),
    "pupil_week": gettext_lazy("Für Jüngere wäre die Woche zu lang: Bis Klasse 9 sind höchstens 35 Stunden erlaubt."),
    "early": gettext_lazy("Es geht früh los. Jüngere dürfen erst um 6 Uhr anfangen."),
    "late": gettext_lazy("Es geht bis in den Abend. Jüngere dürfen nur bis 20 Uhr arbeiten."),
    "saturday": gettext_lazy("Auch samstags wird gearbeitet. Das ist hier erst mit 18 erlaubt."),
    "sunday": gettext_lazy("Auch sonntags wird gearbeitet. Das ist hier erst mit 18 erlaubt."),
}
OLDEST_OF_CLASS = 7
"""Years above its class from which on somebody's age says more than the class: at 16 nobody asks for class 9."""
LONG_DAYS = gettext_lazy("Die Arbeitszeit ist nur für Erwachsene erlaubt.")
FROM_SCHOOL_ON = gettext_lazy("Schulpraktika gibt es meist ab Klasse {number}. Deine Schule sagt dir, wann du dran bist.")
AS_THE_FIRM_SAYS = gettext_lazy("Der Betrieb wünscht es so.")


def fits_from(posting) -> str:
    """'ab Klasse 8', 'ab 15 Jahren', 'ab Klasse 10 und 15 Jahren'; empty where nothing stands in the way."""
    if posting.from_class and posting.from_age >= posting.from_class + OLDEST_OF_CLASS:
        return pgettext("age", "ab %s Jahren") % posting.from_age
    if posting.from_class and posting.from_age:
        return _("ab Klasse %(class)s und %(age)s Jahren") % {"class": posting.from_class, "age": posting.from_age}
    if posting.from_class:
        return _("ab Klasse %s") % posting.from_class
    return pgettext("age", "ab %s Jahren") % posting.from_age if posting.from_age else ""


def reason(posting) -> str:
    """Why no younger: the law, the school, or the firm's wish."""
    fit = admission.fit_of(posting)
    stay = admission.stay_of(posting)
    legal = admission.lawful_fit(posting)
    if (fit.school_class, fit.age) != (legal.school_class, legal.age):
        return str(AS_THE_FIRM_SAYS)
    if fit.because:
        return str(REASONS.get(fit.because, LONG_DAYS))
    return FROM_SCHOOL_ON.format(number=SCHOOLING.internship_class) if stay.form == Form.INTERNSHIP else ""


def hours(posting) -> str:
    """'Mo–Fr 7:30–15:00 Uhr, Fr bis 12:00 Uhr'."""
    if not (posting.day_starts and posting.day_ends):
        return ""
    span = {"days": days(posting.days), "start": _clock(posting.day_starts), "end": _clock(posting.day_ends)}
    words = _("%(days)s %(start)s bis %(end)s Uhr") % span
    if posting.friday_ends and 5 in posting.days:
        words = _("%(hours)s, freitags bis %(end)s Uhr") % {"hours": words, "end": _clock(posting.friday_ends)}
    return words


def days(numbers: list[int]) -> str:
    """[1, 2, 3, 4, 5] -> 'Mo–Fr', [1, 3, 4] -> 'Mo, Mi, Do'."""
    names = [str(WEEKDAYS_ABBR[number - 1]) for number in numbers]
    in_a_row = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def period(row) -> str:
    """'3.–14. Mai 2027, Klasse 9 (9a, 9b)'."""
    return f"{days_from_to(row.first_day, row.last_day)}, {row.class_words}"


def _clock(moment) -> str:
    return format_time(moment, "G:i" if moment.minute else "G")
