"""JSON, the same as the interface takes: {"places": [{"reference": ..., ...}, ...]} or only the list."""

import json
from collections.abc import Iterator

from internships.sources.columns import NAMES
from internships.sources.record import BadSource, Record


def headings(content: bytes) -> list[str]:
    return []


def records(content: bytes, columns: dict[str, str]) -> Iterator[Record]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadSource("Das ist kein gültiges JSON.") from error
    places = data.get("places") if isinstance(data, dict) else data
    if not isinstance(places, list):
        raise BadSource("Erwartet wird eine Liste von Plätzen, oder ein Objekt mit der Liste „places“.")
    yield from from_list(places)


def from_list(places: list) -> Iterator[Record]:
    for number, place in enumerate(places, 1):
        yield from_object(f"Eintrag {number}", place)


def from_object(line: str, place) -> Record:
    if not isinstance(place, dict):
        return Record(line, problem="Erwartet wird ein Objekt mit den Feldern eines Platzes.")
    if unknown := sorted(str(name)[:40] for name in place.keys() - set(NAMES)):
        return Record(line, _plain(place), problem=f"Unbekannte Felder: {', '.join(unknown[:5])}")
    if nested := [name for name, value in place.items() if isinstance(value, dict | list)]:
        return Record(line, _plain(place), problem=f"Hier wird ein einfacher Wert erwartet: {', '.join(nested)}")
    return Record(line, _plain(place))


def _plain(place: dict) -> dict[str, str]:
    """Values as a form reads them; half a character (a lone surrogate) can be written in JSON but not stored."""
    known = {name: place[name] for name in NAMES if name in place and not isinstance(place[name], dict | list)}
    return {name: "" if value is None else str(value).encode("utf-8", "replace").decode() for name, value in known.items()}
