import mailbox
import sys
from email import message_from_bytes, policy

from django.core.management.base import BaseCommand

from portal import bounces
from portal.outbox import MailProblem


class Command(BaseCommand):
    help = "Liest zurückgekommene Mails (RFC 3464) aus einem Maildir oder eine von der Standardeingabe und merkt sich die Adressen."

    def add_arguments(self, parser):
        parser.add_argument("--maildir", help="Ordner; was gelesen ist, wird daraus gelöscht")

    def handle(self, maildir, **options):
        if not maildir:
            return self.note(sys.stdin.buffer.read())
        folder = mailbox.Maildir(maildir, create=False)
        for key in list(folder.keys()):
            self.note(folder.get_bytes(key))
            folder.discard(key)
        return None

    def note(self, raw: bytes) -> None:
        for address, reason in bounces.refusals(message_from_bytes(raw, policy=policy.default)):
            MailProblem.objects.note(address, reason)
            self.stdout.write(f"{address}: {reason}")
