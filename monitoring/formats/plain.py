"""The portal's own template for surveys and for figures copied from LSN-Online: one figure per line, German headings."""

from collections.abc import Iterator

from monitoring.formats.cells import (
    ESTIMATED,
    FINAL,
    LATER,
    MEANINGLESS,
    MISSING,
    NOTHING,
    PROVISIONAL,
    SECRET,
    UNRELIABLE,
    WITH_NUMBER,
    Fact,
    Table,
    Unreadable,
    area_key,
    clean,
    is_total,
    number_of,
    sex_of,
    time_of,
    value_of,
)

TEMPLATE = "Vorlage"
COLUMNS = ["kennzahl", "gebiet", "zeit", "wert"]
OPTIONAL = ["gebietsname", "geschlecht", "kategorie", "status", "einheit", "grundlage", "quelle"]
STATUSES = {
    "endgültig": FINAL,
    "vorläufig": PROVISIONAL,
    "geschätzt": ESTIMATED,
    "nichts vorhanden": NOTHING,
    "unbekannt oder geheim": SECRET,
    "geheim": SECRET,
    "nicht sinnvoll": MEANINGLESS,
    "folgt später": LATER,
    "nicht verlässlich": UNRELIABLE,
    "nicht verfügbar": MISSING,
}


def looks_plain(headings: list[str]) -> bool:
    return set(COLUMNS) <= {clean(heading).lower() for heading in headings}


def read_plain(name: str, headings: list[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    table, seen = Table(TEMPLATE), set()
    names = [clean(heading).lower() for heading in headings]
    for number, cells in rows:
        place = f"Zeile {number}"
        try:
            if len(cells) != len(names):
                raise Unreadable("hat nicht so viele Felder wie die Kopfzeile")
            line = dict.fromkeys([*COLUMNS, *OPTIONAL], "") | dict(zip(names, map(clean, cells), strict=True))
            table.code = table.code or line["quelle"]
            table.add(fact(line, place), seen)
        except Unreadable as reason:
            table.problems.append(f"{place}: {reason}")
    return table


def fact(line: dict[str, str], place: str) -> Fact:
    for name in ("kennzahl", "gebiet"):
        if not line[name]:
            raise Unreadable(f"{name} fehlt")
    time = time_of(line["zeit"])
    if time is None:
        raise Unreadable(f"„{line['zeit']}“ ist keine Zeitangabe (zum Beispiel 2024, 2023/24 oder 31.12.2024)")
    status, number = value(line)
    return Fact(
        place=place,
        measure=line["kennzahl"],
        unit=line["einheit"],
        area=area_key(line["gebiet"]),
        area_name=line["gebietsname"],
        time=time,
        sex=sex(line["geschlecht"]),
        category="" if is_total(line["kategorie"]) else line["kategorie"],
        status=status,
        number=number,
        basis=line["grundlage"],
    )


def value(line: dict[str, str]) -> tuple[str, object]:
    """A figure with its status; a word in `status` may stand instead of a sign."""
    if line["status"] and line["status"].lower() not in STATUSES:
        raise Unreadable(f"„{line['status']}“ ist kein Status (möglich: {', '.join(STATUSES)})")
    said = STATUSES.get(line["status"].lower())
    if line["wert"].count(".") == 1 and "," not in line["wert"] and len(line["wert"].split(".")[1]) == 3 and line["wert"][0] != ".":
        raise Unreadable(f"„{line['wert']}“ ist mehrdeutig: bitte ohne Tausenderpunkt und mit Dezimalkomma schreiben")
    if said in WITH_NUMBER:
        return said, number_of(line["wert"], dot_groups=True)
    status, number = value_of(line["wert"])
    if said and number is not None:
        raise Unreadable(f"hat den Status „{line['status']}“ und trotzdem eine Zahl")
    return said or status, number


def sex(text: str) -> str:
    found = sex_of(text)
    if found is None and not is_total(text):
        raise Unreadable(f"„{text}“ ist kein Geschlecht (möglich: männlich, weiblich, divers, insgesamt)")
    return found or ""
