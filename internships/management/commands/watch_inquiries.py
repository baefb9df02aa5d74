from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from internships import answering, inquiries
from internships.models import Inquiry


class Command(BaseCommand):
    help = "Erinnert Betriebe an Anfragen, beendet überfällige, zählt Antworten neu und pausiert Plätze, deren Betrieb schweigt."

    def handle(self, **options):
        today = timezone.localdate()
        lapsed, reminded = self.lapse(today), self.remind(today)
        answering.refresh_all()
        silent = answering.pause_silent()
        self.stdout.write(f"Anfragen: {lapsed} ohne Antwort abgelaufen, {reminded} Erinnerungen; Betriebe pausiert: {len(silent)}")

    def lapse(self, today) -> int:
        number = 0
        for inquiry in with_all(Inquiry.objects.overdue(today)):
            with suppress(ValidationError):  # answered or withdrawn a moment ago
                inquiries.lapse(inquiry)
                number += 1
        return number

    def remind(self, today) -> int:
        number = 0
        for inquiry in with_all(Inquiry.objects.waiting()):
            due = inquiries.reminder_due(inquiry, today)
            if due > inquiry.reminders:
                with suppress(ValidationError):
                    inquiries.remind(inquiry, due)
                    number += 1
        return number


def with_all(rows):
    return list(rows.select_related("posting__company", "posting__municipality", "posting__occupation").order_by("pk"))
