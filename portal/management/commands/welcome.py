from django.conf import settings
from django.core.management.base import BaseCommand

from portal.demo import inquiries


class Command(BaseCommand):
    help = "Sagt, wo das Vorführportal zu finden ist und wer sich anmelden kann."

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")

    def handle(self, port, **options):
        home = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"""
  Portal           {home}/
  Verwaltung       {home}/verwaltung/       verwaltung@example.org   anlauf-demo-1
  Betriebsbereich  {home}/betriebsbereich/  betrieb@example.org      anlauf-demo-2

                   {" " * len(home)}                   betrieb2@example.org     anlauf-demo-3
  Träger           {home}/traeger/          traeger@example.org      anlauf-demo-4
  Schülerin        {home}{inquiries.demo_page()}

  Die Verwaltung ist hier ohne zweiten Faktor offen; sonst ist er Pflicht. Mails liegen im Ordner {settings.DATA_DIR / "mail"}.
  Betriebe, Plätze und Angebote sind erfunden. Berufe und Gemeinden sind echt. Ende mit Strg+C.
"""
        )
