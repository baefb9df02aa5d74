"""A file that somebody brought: kept as it came, looked at before it counts."""

import zlib
from hashlib import sha256

from django.conf import settings
from django.db import models

from portal.models import ImportRun


class Delivery(ImportRun):
    """An import run of a file of figures: what the file was, who brought it, and whether it was applied."""

    file_name = models.CharField("Datei", max_length=200)
    file_hash = models.CharField("SHA-256 der Datei", max_length=64, db_index=True)
    packed = models.BinaryField("Inhalt", editable=False)
    layout = models.CharField("Aufbau", max_length=40, blank=True)
    table = models.CharField("Tabelle", max_length=60, blank=True)
    as_of = models.DateField("Stand laut Datei", null=True, blank=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="gebracht von")
    applied_at = models.DateTimeField("übernommen", null=True, blank=True)

    class Meta:
        verbose_name = "Lieferung"
        verbose_name_plural = "Lieferungen"
        ordering = ["-started", "-pk"]

    def __str__(self):
        return self.file_name

    @classmethod
    def of(cls, name: str, content: bytes, brought_by=None) -> "Delivery":
        return cls(
            what="Zahlen",
            source=name[:200],
            file_name=name[:200],
            file_hash=sha256(content).hexdigest(),
            packed=zlib.compress(content),
            brought_by=brought_by,
        )

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)
