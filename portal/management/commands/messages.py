"""Renews the catalogues in locale/ from the source, or with --check only says what is not in order."""

from django.core.management.base import BaseCommand, CommandError

from portal import catalogues
from portal.extraction import all_messages


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a catalogue is not current or has a fault")
        parser.add_argument("--complete", action="store_true", help="with --check: fail when a translation is missing, too")

    def handle(self, *, check: bool, complete: bool, **options):
        messages = all_messages()
        broken = False
        for code in catalogues.PLURALS:
            catalogue = catalogues.renewed(code, messages)
            missing, faults = catalogues.untranslated(catalogue), catalogues.faults(code, catalogue)
            stale = str(catalogue) != (catalogues.path_of(code).read_text() if catalogues.path_of(code).exists() else "")
            if stale and not check:
                catalogues.path_of(code).parent.mkdir(parents=True, exist_ok=True)
                catalogue.save(str(catalogues.path_of(code)), newline="\n")
            self.stdout.write(f"{code}: {len(catalogue)} messages, {len(missing)} not translated{', not current' * (stale and check)}")
            self.stderr.write("".join(f"  {fault}\n" for fault in faults), ending="")
            broken = broken or bool(faults) or (stale and check) or (complete and bool(missing))
        if broken:
            raise CommandError("The catalogues are not in order: run `make messages`, then translate.")
