"""What staff do about a reported place: nothing, take it off the list, or write to the company."""

from django.core.exceptions import ValidationError
from django.db import transaction

from internships import moderation
from internships.models import Posting, Report
from portal import mail

Outcome = Report.Outcome


def dismiss(report: Report) -> None:
    _decide(report, Outcome.DISMISSED)


@transaction.atomic
def pause_place(report: Report) -> None:
    """Takes the place off the list; one that is not public any more is done with already."""
    _decide(report, Outcome.PAUSED)
    if report.posting.is_public:
        moderation.pause(report.posting, "pausiert: gemeldet", template="")
        mail.send("posting_reported", report.posting.company.email, {"posting": report.posting, "report": report})


@transaction.atomic
def write(report: Report, text: str) -> None:
    """Asks the company; who reported stays unsaid, and so does the free text of the report."""
    if not text.strip():
        raise ValidationError("Bitte schreiben Sie dem Betrieb, worum es geht.")
    _decide(report, Outcome.WRITTEN)
    mail.send("report_question", report.posting.company.email, {"posting": report.posting, "report": report, "text": text.strip()})


def forget(today) -> int:
    return Report.objects.past_keeping(today).delete()[0]


@transaction.atomic
def _decide(report: Report, outcome: str) -> None:
    """Of two people only the first one's click counts."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    if current.outcome:
        raise ValidationError(f"Diese Meldung ist schon erledigt: {current.get_outcome_display()}.")
    report.outcome = outcome
    report.posting = Posting.objects.select_related("company").get(pk=report.posting_id)
    report.save(update_fields=["outcome"])
