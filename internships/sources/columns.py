"""The fields that a delivery may fill, one line each: their names in JSON, in tables and in HR-BA-XML, with an example.

A new field of `Posting` needs a line here; where plain text is not enough, a lenient form field in `internships/delivered.py`.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from portal.slugs import german_slug


class Column(NamedTuple):
    """`name` is the field of Posting and the key in JSON, `label` the heading of our template, `also` other headings for it."""

    name: str
    label: str
    example: str
    also: str = ""
    path: str = ""
    json_type: type = str


DAYS_AHEAD = {"starts_on": 60, "starts_until": 210}
"""Dates of the example stay in the future, so that our own template comes in at any time."""
INFORMATION = "JobPositionInformation"
DESCRIPTION = f"{INFORMATION}/JobPositionDescription"
LOCATION = f"{DESCRIPTION}/JobPositionLocation/Location"
CONTACT = "PostDetail/PostedBy/Contact"

COLUMNS = [
    Column("reference", "Referenz", "2027-014", "ihre referenz, nummer, id, nr, stellen-id, job-id, stellennummer", "JobPositionPostingId"),
    Column("kind", "Art", "Schulpraktikum", "typ, stellenart, angebotsart, vertragsart, kategorie", f"{INFORMATION}/JobOfferType"),
    Column("occupation", "Beruf", "Tischler/in", "ausbildungsberuf, berufsbezeichnung", f"{INFORMATION}/JobPositionTitleDescription"),
    Column("title", "Überschrift", "Praktikum in der Tischlerei", "titel, stellentitel, bezeichnung, stellenbezeichnung"),
    Column(
        "description",
        "Was dich erwartet",
        "Du sägst, schleifst und ölst ein kleines Regal.",
        "beschreibung, text, aufgaben, stellenbeschreibung",
        f"{INFORMATION}/Objective",
    ),
    Column("municipality", "Ort", "", "gemeinde, stadt, arbeitsort, einsatzort, plz, postleitzahl, plz ort", LOCATION),
    Column("site", "Standort", "", "filiale, niederlassung, betriebsstätte"),
    Column("starts_on", "Start frühestens", "2027-02-01", "start, beginn, ab, eintrittsdatum", f"{INFORMATION}/AssignmentStartDate"),
    Column("starts_until", "Start spätestens", "2027-06-30", "bis, letzter start", ""),
    Column("duration", "Dauer", "2 Wochen", "zeitraum"),
    Column("working_hours", "Arbeitszeit", "Mo–Fr 7:30 bis 15 Uhr", "arbeitszeiten"),
    Column(
        "certificate",
        "Schulabschluss",
        "kein Abschluss nötig",
        "abschluss, mindestabschluss",
        f"{INFORMATION}/JobPositionRequirements/QualificationsRequired/EducationQualifs/EduDegree",
    ),
    Column("minimum_age", "Mindestalter", "15", "alter, ab alter", json_type=int),
    Column("seats", "Plätze", "2", "anzahl, anzahl stellen, anzahl plätze", f"{INFORMATION}/NumberToFill", int),
    Column("monthly_pay", "Geld im Monat", "", "vergütung, ausbildungsvergütung, gehalt, geld", json_type=int),
    Column("minimum_class", "Ab Klasse", "9", "klasse, klassenstufe", json_type=int),
    Column("day_starts", "Beginn der Arbeit", "07:30", "arbeitsbeginn"),
    Column("day_ends", "Ende der Arbeit", "15:00", "arbeitsende, feierabend"),
    Column("friday_ends", "Ende am Freitag", "12:00"),
    Column("break_minutes", "Pausen in Minuten", "60", "pause, pausen", json_type=int),
    Column("weekdays", "Tage", "Mo-Fr", "wochentage, arbeitstage"),
    Column("in_shifts", "Schichtarbeit", "nein", "schicht", json_type=bool),
    Column("contact_name", "Ansprechperson", "Frau Beispiel", "ansprechpartner, ansprechpartnerin, kontakt", CONTACT),
    Column("contact_phone", "Telefon", "05422 000000", "telefonnummer, tel, durchwahl", f"{CONTACT}/VoiceNumber"),
    Column("takes_inquiries", "Anfrage über das Portal", "ja", "kurze anfrage", json_type=bool),
    Column("phone_welcome", "Anrufen willkommen", "nein", "anrufen, telefon willkommen", json_type=bool),
    Column("contact_email", "Bewerbung per E-Mail an", "", "e-mail, email, mail, bewerbungsmail", f"{CONTACT}/EMail"),
    Column("application_url", "Bewerbungsseite", "", "bewerbungslink, url, link, bewerbungsformular", f"{CONTACT}/JobContactWebSite"),
    Column("no_cover_letter", "Ohne Anschreiben", "ja", "anschreiben nicht nötig", json_type=bool),
    Column("lends_shoes", "Sicherheitsschuhe", "ja", json_type=bool),
    Column("lends_workwear", "Arbeitskleidung", "ja", json_type=bool),
    Column("gives_lunch", "Mittagessen", "nein", json_type=bool),
    Column("pays_travel", "Fahrgeld", "nein", "ticket, fahrtkosten", json_type=bool),
    Column("has_lodging", "Unterkunft", "nein", "zimmer", json_type=bool),
]
NAMES = [column.name for column in COLUMNS]
REQUIRED = ("reference", "kind", "occupation", "description")


def example_row(today: date) -> list[str]:
    """One place as our template shows it, in the order of COLUMNS."""
    ahead = {name: (today + timedelta(days=days)).isoformat() for name, days in DAYS_AHEAD.items()}
    return [ahead.get(column.name, column.example) for column in COLUMNS]


def guess(headings: list[str], remembered: dict[str, str]) -> dict[str, str]:
    """What each heading most likely means: as the firm said last time, or by its words; empty where we do not know. No field twice."""
    meanings: dict[str, str] = {}
    for heading in headings:
        meaning = remembered.get(heading, MEANINGS.get(_folded(heading), ""))
        meanings[heading] = meaning if meaning in NAMES and meaning not in meanings.values() else ""
    return meanings


def _folded(heading: str) -> str:
    return german_slug(re.sub(r"\(.*?\)", "", heading))


MEANINGS = {_folded(word): column.name for column in COLUMNS for word in (column.name, column.label, *filter(None, column.also.split(",")))}
