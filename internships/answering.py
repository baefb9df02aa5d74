"""How companies answer: measured, shown on their places, weighed in the order of lists, and what follows from silence.

Every first answer and every promise that passed in silence is counted once, without a person (AnswerCount). From these numbers
of the last twelve months a company's columns and its places' rank are worked out anew at each step and every night.
"""

from contextlib import suppress
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from internships import moderation
from internships.models import AnswerCount, Company, Posting
from internships.models.companies import ENOUGH_ANSWERS
from portal import mail

FEWEST_COMPANIES = 5
"""A region's figure is told only when so many companies stand behind it."""


def median_days(counts: dict[int, int]) -> int | None:
    """The number of days within which at least half of the answers came."""
    passed, total = 0, sum(counts.values())
    for days in sorted(counts):
        passed += counts[days]
        if 2 * passed >= total > 0:
            return days
    return None


def answered(company: Company, asked_on: date) -> None:
    """Counts a first answer that came before the inquiry lapsed, and ends a silence."""
    AnswerCount.objects.add(company.pk, asked_on, (timezone.localdate() - asked_on).days)
    refresh(company)


def stayed_silent(company: Company, asked_on: date) -> None:
    AnswerCount.objects.add(company.pk, asked_on, None)
    Company.objects.filter(pk=company.pk).update(silent_in_a_row=F("silent_in_a_row") + 1)
    refresh(company)


def break_silence(company: Company) -> None:
    """The company reacts: what happened before counts in its rate, but pauses nothing any more."""
    Company.objects.filter(pk=company.pk).update(silent_in_a_row=0, silent_since=None)


def refresh(company: Company) -> None:
    """Works out a company's columns and its places' rank from the counts. Places first: every step locks in that order."""
    counts = AnswerCount.objects.filter(company=company).since(first_month())
    by_days = counts.by_days()
    company.answers_due, company.answers_given = counts.total(), by_days.total()
    company.answer_median = median_days(by_days)
    with transaction.atomic():
        tier = company.answer_tier
        Posting.objects.filter(company=company).exclude(answer_tier=tier).update(answer_tier=tier)
        measured = {name: getattr(company, name) for name in ("answers_due", "answers_given", "answer_median")}
        Company.objects.filter(pk=company.pk).update(**measured)


def refresh_all() -> int:
    """Every night: months that are too old leave the figures, and places that an import brought get their rank."""
    AnswerCount.objects.filter(month__lt=first_month()).delete()
    companies = Company.objects.filter(answer_counts__isnull=False) | Company.objects.filter(answers_due__gt=0)
    for company in (found := list(companies.distinct())):
        refresh(company)
    return len(found)


def first_month() -> date:
    """The first month that still counts: this one a year ago."""
    today = timezone.localdate()
    return date(today.year - 1, today.month, 1)


def region_median() -> int | None:
    """The middle of the companies' usual answer times; None while fewer than five are measured."""
    measured = Company.objects.filter(answers_due__gte=ENOUGH_ANSWERS).exclude(answer_median=None)
    medians = sorted(measured.values_list("answer_median", flat=True))
    return medians[len(medians) // 2] if len(medians) >= FEWEST_COMPANIES else None


def pause_silent() -> list[Company]:
    """Takes the places of companies that let several inquiries in a row pass off the list until they answer; says so by mail."""
    silent = Company.objects.filter(silent_in_a_row__gte=settings.SILENT_AFTER, silent_since=None)
    for company in (found := list(silent)):
        with transaction.atomic():
            for posting in Posting.objects.published().filter(company=company):
                with suppress(ValidationError):  # somebody closed it a moment ago
                    moderation.pause(posting, "pausiert: Anfragen blieben ohne Antwort", template="")
            Company.objects.filter(pk=company.pk).update(silent_since=timezone.now())
            mail.send("company_silent", company.email, {"company": company, "missed": company.silent_in_a_row})
    return found
