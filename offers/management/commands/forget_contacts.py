from itertools import groupby

from django.core.management.base import BaseCommand
from django.utils import timezone

from offers.models import ContactPerson
from portal import mail


class Command(BaseCommand):
    help = "Fragt Träger nach Ansprechpersonen, die lange niemand bestätigt hat; löscht sie, wenn keine Antwort kommt."

    def handle(self, **options):
        today = timezone.localdate()
        self.stdout.write(f"Träger gefragt: {ask(today)}")
        self.stdout.write(f"Ansprechpersonen gelöscht: {ContactPerson.objects.past_keeping(today).delete()[0]}")


def ask(today) -> int:
    """One mail to each organisation that can be reached."""
    asked = 0
    people = ContactPerson.objects.near_keeping(today).order_by("organisation", "delete_on", "name")
    for organisation, members in groupby(people, key=lambda person: person.organisation):
        if address := organisation.care_email or organisation.email:
            mail.send("contact_expiring", address, {"organisation": organisation, "people": list(members)})
            asked += 1
    return asked
