from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from internships.models import Company, PostingPicture

FOLDER = "bilder"
GRACE = timedelta(days=1)  # a file is written a moment before its row


class Command(BaseCommand):
    help = "Löscht Bilddateien, auf die nichts mehr zeigt."

    def handle(self, **options):
        if not default_storage.exists(FOLDER):
            return
        used = {*PostingPicture.objects.values_list("image", flat=True), *Company.objects.values_list("logo", flat=True)}
        files = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
        gone = [name for name in files if name not in used and default_storage.get_modified_time(name) < timezone.now() - GRACE]
        for name in gone:
            default_storage.delete(name)
        self.stdout.write(f"Bilder gelöscht: {len(gone)}")
