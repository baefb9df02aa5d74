"""Offers and organisations as tables in staff's admin (portal/exchange.py).

A row finds its entry by its address (`adresse`), or by title and organisation where it has none. The status is not imported: only the
steps of `curation` set one.
"""

from import_export import fields

from offers.models import Offer, Organisation
from portal.exchange import TableResource, TextWidget, column


class CuratedResource(TableResource):
    """Finds the entry of a row."""

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if not str(row.get("adresse") or "").strip():
            row["adresse"] = self.address_of(row)

    def address_of(self, row) -> str:
        """The address of the entry that a row without one means, or an empty text for a new entry."""
        raise NotImplementedError


OFFER_TEXTS = {"title": "titel", "summary": "in_einem_satz", "description": "beschreibung"}
OFFER_CHOICES = {"organisation": "traeger", "topic": "thema", "format": "form", "stage": "phase", "fields": "berufsfelder"}
OFFER_AUDIENCES = {"for_youth": "jugendliche", "for_parents": "eltern", "for_schools": "schulen", "for_firms": "betriebe"}
OFFER_PLACES = {"municipality": "ort", "venue": "anschrift", "is_online": "online", "coverage": "reichweite", "reaches": "gemeinden"}
OFFER_REST = {
    "class_from": "klasse_von",
    "class_to": "klasse_bis",
    "age_from": "alter_von",
    "age_to": "alter_bis",
    "languages": "sprachen",
    "access": "barrierefreiheit",
    "access_note": "barrierefreiheit_mehr",
    "is_free": "kostenlos",
    "cost": "kosten",
    "funding": "foerderung",
    "registration": "anmeldung",
    "registration_url": "anmeldung_im_netz",
    "contact_email": "email",
    "contact_phone": "telefon",
    "duration": "dauer",
    "class_size": "gruppengroesse",
    "preparation": "vorbereitung",
    "follow_up": "nachbereitung",
    "curriculum": "lehrplan",
    "school_cost": "kosten_schule",
    "update_months": "pruefen",
}


class OfferResource(CuratedResource):
    slug = fields.Field(attribute="slug", column_name="adresse", widget=TextWidget())
    status = column(Offer, "status", "stand", readonly=True)

    may_lack = ("adresse",)

    class Meta:
        model = Offer
        fields = ["slug", "status"]
        import_id_fields = ["slug"]
        clean_model_instances = skip_unchanged = report_skipped = use_transactions = True
        name = "Angebote"

    def address_of(self, row) -> str:
        found = Offer.objects.filter(title=str(row.get("titel") or "").strip(), organisation__name=str(row.get("traeger") or "").strip())
        return found.values_list("slug", flat=True).first() or ""


ORGANISATION_COLUMNS = {
    "name": "name",
    "kind": "art",
    "about": "ueber_uns",
    "topics": "themen",
    "street": "strasse",
    "postal_code": "plz",
    "municipality": "ort",
    "serves_region": "ganze_region",
    "area": "gebiet",
    "website": "internetseite",
    "email": "email",
    "phone": "telefon",
    "care_email": "email_rueckfragen",
    "is_verified": "geprueft",
}


class OrganisationResource(CuratedResource):
    slug = fields.Field(attribute="slug", column_name="adresse", widget=TextWidget())

    may_lack = ("adresse",)

    class Meta:
        model = Organisation
        fields = ["slug"]
        import_id_fields = ["slug"]
        clean_model_instances = skip_unchanged = report_skipped = use_transactions = True
        name = "Träger"

    def address_of(self, row) -> str:
        found = Organisation.objects.filter(name=str(row.get("name") or "").strip())
        return found.values_list("slug", flat=True).first() or ""


for name, heading in (OFFER_TEXTS | OFFER_CHOICES | OFFER_AUDIENCES | OFFER_PLACES | OFFER_REST).items():
    OfferResource.fields[name] = column(Offer, name, heading)
for name, heading in ORGANISATION_COLUMNS.items():
    OrganisationResource.fields[name] = column(Organisation, name, heading)
