from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.db.models import FileField
from django.utils import timezone

from articles.models import Picture

FOLDERS = ["bilder", "magazin", "unterlagen"]
GRACE = timedelta(days=1)  # a file is written a moment before its row


class Command(BaseCommand):
    help = "Löscht Bilder und Unterlagen, auf die nichts mehr zeigt."

    def handle(self, **options):
        used, gone = in_use(), 0
        for name in filter(lambda name: name not in used, kept_files()):
            if default_storage.get_modified_time(name) < timezone.now() - GRACE:
                default_storage.delete(name)
                gone += 1
        self.stdout.write(f"Dateien gelöscht: {gone}")


def in_use() -> set[str]:
    """What any row's file column names, and the sizes of articles' pictures."""
    columns = [(model, field.name) for model in apps.get_models() for field in model._meta.concrete_fields if isinstance(field, FileField)]
    named = {name for model, column in columns for name in model.objects.values_list(column, flat=True)}
    return named.union(*(picture.files for picture in Picture.objects.all()))


def kept_files() -> list[str]:
    folders = [folder for folder in FOLDERS if default_storage.exists(folder)]
    return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]
