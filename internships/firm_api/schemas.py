"""What goes in and out, as OpenAPI describes it. The fields of a place come from the one table of columns."""

from datetime import datetime

from ninja import Schema
from pydantic import ConfigDict, Field, SkipValidation, create_model

from internships.models import Posting
from internships.sources.columns import COLUMNS, Column
from portal.vocabulary import Certificate

NOTES = {
    "reference": "Ihre eigene Nummer für diesen Platz, in Ihrem Betrieb eindeutig.",
    "kind": f"Einer von: {', '.join(Posting.Kind.values)}.",
    "occupation": "Name des Berufs, seine Adresse (slug) aus /api/berufe/ oder die KldB-Nummer (fünf Stellen).",
    "title": "Leer: Art und Beruf.",
    "description": "Reiner Text, ohne HTML.",
    "municipality": "Name, amtlicher Schlüssel oder Postleitzahl. Fehlt die Angabe, gilt der Ort des Betriebs.",
    "certificate": f"Nötiger Schulabschluss: {', '.join(f'{key} = {name}' for key, name in Certificate.choices)}. Auch als Wort.",
    "minimum_class": "7 bis 12. Leer: ab der Klasse, in der Schulen mit Praktika beginnen.",
    "day_starts": "HH:MM. Mit Beginn und Ende prüfen wir den Jugendarbeitsschutz.",
    "weekdays": "Mo-Fr, oder Ziffern von 1 (Montag) bis 7.",
    "takes_inquiries": "Jugendliche fragen über das Portal. Mindestens ein Weg zum Betrieb muss offen sein.",
    "phone_welcome": "Braucht die Telefonnummer.",
    "contact_email": "Steht öffentlich auf der Seite.",
    "site": "Name eines Ihrer Standorte im Betriebsbereich. Leer: die Anschrift des Betriebs.",
    "starts_on": "JJJJ-MM-TT. Leer: jederzeit nach Absprache.",
    "starts_until": "JJJJ-MM-TT. Danach endet der Platz von selbst.",
}


def described(column: Column, required: bool):
    """One field of a place: optional in general, because what a record does not name stays as it is."""
    length = getattr(Posting._meta.get_field(column.name), "max_length", None)
    extra = {"maxLength": length} if length else {}
    about = f"{column.label}. {NOTES.get(column.name, '')}".strip()
    kind = int | str if column.name == "certificate" else column.json_type
    value = Field(... if required else None, description=about, examples=[column.example or None], json_schema_extra=extra)
    return (kind if required else kind | None, value)


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


PlaceIn = create_model("Place", __base__=Strict, **{column.name: described(column, required=False) for column in COLUMNS})


class PlaceOut(PlaceIn):
    status: str = Field(description=f"Einer von: {', '.join(Posting.Status.values)}.")
    status_text: str = Field(description="Derselbe Stand auf Deutsch.")
    rejection_reason: str = Field(description="Warum der Platz zurückgegeben wurde, sonst leer.")
    version: str = Field(description="Ändert sich mit dem Platz; dasselbe wie ETag. Für If-Match.")
    url: str = Field(description="Adresse der öffentlichen Seite.")
    changed_at: datetime


class Places(Schema):
    total: int
    page: int
    pages: int
    results: list[PlaceOut]


class DeliveryIn(Strict):
    full: bool = Field(False, description="Wahr: Was nicht in dieser Lieferung steht und eine Referenz hat, wird geschlossen.")
    places: list[SkipValidation[PlaceIn]] = Field(
        description="Höchstens 500 Plätze, jeder mit seiner Referenz. Jeder wird für sich geprüft."
    )


class Rejection(Schema):
    line: str
    reference: str
    field: str
    reason: str


class Receipt(Schema):
    """What became of a delivery."""

    id: int
    received: datetime
    full: bool
    created: int
    changed: int
    unchanged: int
    closed: int
    rejected: int
    problems: list[Rejection]


class FieldProblem(Schema):
    field: str
    reason: str


class ProblemOut(Schema):
    """application/problem+json"""

    title: str
    status: int
    detail: str
    errors: list[FieldProblem]
    existing: PlaceOut | None = None
