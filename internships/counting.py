"""Counts of public places, kept in a small table so that a search costs the same with a hundred thousand places."""

from django.db import models, transaction
from django.db.models import Count, F, Sum

from internships.admission import Pupil
from occupations.models import Field
from portal.models import Municipality
from portal.vocabulary import Certificate

Tally = dict[tuple[int, str], int]
"""Number of places by (municipality's id, kind)."""


class PostingCountQuerySet(models.QuerySet):
    @transaction.atomic
    def recount(self, public_postings, municipalities=None) -> None:
        """Counts anew from the public postings: all, or only those of some municipalities (ids)."""
        counts = self.all()
        if municipalities is not None:
            counts = counts.filter(municipality__in=municipalities)
            public_postings = public_postings.filter(municipality__in=municipalities)
        counts.delete()
        cell = ("municipality_id", "kind", "certificate", "from_class", "from_age")
        rows = public_postings.order_by().values(*cell).annotate(places=Count("*"))
        in_fields = public_postings.order_by().values(*cell, field_id=F("occupation__fields")).annotate(places=Count("*"))
        self.bulk_create(PostingCount(**row) for row in [*rows, *in_fields.exclude(field_id=None)])

    def tally(self, field: str = "", certificate: str = "", pupil: Pupil | None = None) -> Tally:
        """Places by municipality and kind, of one field (its key), open to a certificate and a pupil, in one query."""
        rows = self.filter(field__key=field) if field else self.filter(field=None)
        if certificate:
            rows = rows.filter(certificate__lte=int(certificate))
        if pupil:
            rows = rows.filter(from_class__lte=pupil.school_class, from_age__lte=pupil.age)
        grouped = rows.values_list("municipality", "kind").annotate(total=Sum("places"))
        return {(municipality, kind): total for municipality, kind, total in grouped}


class PostingCount(models.Model):
    """Public places by municipality, kind, certificate, lowest class and age, and field.

    A row without a field counts all places; a place of an occupation in two fields stands in both fields' rows.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    certificate = models.PositiveSmallIntegerField(choices=Certificate)
    from_class = models.PositiveSmallIntegerField(default=0)
    from_age = models.PositiveSmallIntegerField(default=0)
    field = models.ForeignKey(Field, models.CASCADE, null=True, related_name="+")
    places = models.PositiveIntegerField()

    objects = PostingCountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zählung der Plätze"
        verbose_name_plural = "Zählung der Plätze"
        indexes = [
            models.Index(
                fields=["field", "municipality", "kind", "certificate", "from_class", "from_age", "places"], name="posting_count_covering"
            )
        ]

    def __str__(self):
        return f"{self.municipality} {self.kind}: {self.places}"
