"""What stands in the cells of official tables: figures and signs, times, areas, sexes, units. Knows no Django."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

FINAL, PROVISIONAL, ESTIMATED = "final", "provisional", "estimated"
NOTHING, SECRET, MEANINGLESS, LATER, UNRELIABLE, MISSING = "nothing", "secret", "meaningless", "later", "unreliable", "missing"
WITH_NUMBER = {FINAL, PROVISIONAL, ESTIMATED}

SIGNS = {
    **dict.fromkeys(["-", "–", "—"], NOTHING),
    **dict.fromkeys([".", "•", "·"], SECRET),
    **dict.fromkeys(["x", "X"], MEANINGLESS),
    **dict.fromkeys(["...", "…"], LATER),
    "/": UNRELIABLE,
    "": MISSING,
}
FLAGS = {"p": PROVISIONAL, "v": PROVISIONAL, "s": ESTIMATED, "r": FINAL, "b": FINAL, "e": FINAL}

MALE, FEMALE, DIVERSE, ALL = "m", "w", "d", ""
SEXES = {
    **dict.fromkeys(["männlich", "maennlich", "male", "männer", "jungen", "gesm", "m"], MALE),
    **dict.fromkeys(["weiblich", "female", "frauen", "mädchen", "gesw", "w"], FEMALE),
    **dict.fromkeys(["divers", "diverse", "gesd", "d"], DIVERSE),
}
TOTALS = {"", "insgesamt", "zusammen", "gesamt", "total", "alle", "geschlecht", "sex", "gender"}

MONTHS = ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"]
UNIT = re.compile(
    r"(anzahl|number|prozent|percent|%|‰|promille|(tsd|mill|mio|mrd|tausend|1\.?000)?\.? ?(eur|euro|€)( .*)?|tsd\.?|mill?\.?|1\.?000|"
    r"(je|pro|per) .+|eur/.*|index|\d{4} ?= ?100|qkm|km²?|qm|m²|m2|m3|cbm|ha|ar|kg|t|tonnen|l|hl|kwh|mwh|gj|tj|jahre?|monate?|"
    r"tage?|stunden?|personen|plätze|haushalte|fälle|betten|punkte|quote|verhältnis)",
    re.IGNORECASE,
)
AREA = re.compile(r"DG|\d{2}|\d{3}|\d{5}|\d{8}|\d{9}|\d{12}")
STATES = [
    *["Schleswig-Holstein", "Hamburg", "Niedersachsen", "Bremen", "Nordrhein-Westfalen", "Hessen", "Rheinland-Pfalz", "Baden-Württemberg"],
    *["Bayern", "Saarland", "Berlin", "Brandenburg", "Mecklenburg-Vorpommern", "Sachsen", "Sachsen-Anhalt", "Thüringen"],
]
COUNTRY = "DG"
MOST_DIGITS = 20


class Unreadable(ValueError):
    """Why a cell or a whole table cannot be read, in German."""


@dataclass(frozen=True)
class Fact:
    """One figure of a table, as its labels describe it; `category` is empty for the total of everything."""

    place: str
    measure: str
    unit: str
    area: str
    area_name: str
    time: str
    sex: str
    category: str
    status: str
    number: Decimal | None
    basis: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        return (self.measure, self.unit, self.area, self.time, self.sex, self.category, self.basis)


@dataclass
class Table:
    """What a file says: its facts, its bad lines, and what stands around the figures."""

    layout: str
    code: str = ""
    title: str = ""
    facts: list[Fact] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: str = ""
    as_of: date | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, fact: Fact, seen: set) -> None:
        """Keeps the first of two facts with one identity and names the second; labels of absurd length are cut."""
        if len(fact.measure) > 200 or len(fact.category) > 250 or len(fact.basis) > 60:
            fact = replace(fact, measure=fact.measure[:200], category=fact.category[:250], basis=fact.basis[:60])
        if fact.identity in seen:
            self.problems.append(f"{fact.place}: {fact.area} {fact.time} {fact.measure} {fact.category} steht schon weiter oben".strip())
        else:
            seen.add(fact.identity)
            self.facts.append(fact)


def clean(text: str) -> str:
    """A label without indentation, line breaks and surplus spaces."""
    return re.sub(r"\s+", " ", text or "").strip()


def number_of(text: str, dot_groups: bool) -> Decimal:
    """'1.234,5' -> 1234.5. Whether a dot may part thousands is the layout's to say."""
    if len(text) > MOST_DIGITS:
        raise Unreadable(f"„{text[:40]} …“ ist zu lang für eine Zahl")
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if "," in plain:
        if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+", plain):
            raise Unreadable(f"„{text}“ ist keine Zahl")
        return Decimal(plain.replace(".", "").replace(",", "."))
    if dot_groups and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", plain):
        return Decimal(plain.replace(".", ""))
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain):
        raise Unreadable(f"„{text}“ ist keine Zahl")
    return Decimal(plain)


def value_of(text: str, dot_groups: bool = True) -> tuple[str, Decimal | None]:
    """A cell as (status, number): a sign has no number, and no sign is ever 0."""
    text = clean(text)
    if text in SIGNS:
        return SIGNS[text], None
    if in_brackets := re.fullmatch(r"\((.+)\)", text):
        return ESTIMATED, number_of(in_brackets[1].strip(), dot_groups)
    flagged = re.fullmatch(r"(.*\d) ?([a-z])", text)
    if flagged and flagged[2] in FLAGS:
        return FLAGS[flagged[2]], number_of(flagged[1], dot_groups)
    return FINAL, number_of(text, dot_groups)


def is_value(text: str) -> bool:
    try:
        value_of(text)
    except Unreadable:
        return False
    return True


def year_range(first: str, second: str) -> str | None:
    """'2023', '24' -> '2023/24', only where the second year follows the first."""
    return f"{first}/{(int(first) + 1) % 100:02}" if int(second) % 100 == (int(first) + 1) % 100 else None


def time_of(text: str) -> str | None:
    """'31.12.2024' -> '2024-12-31', 'Schuljahr 2023/2024' -> '2023/24', 'März 2023' -> '2023-03', '2. Quartal 2023' -> '2023-Q2'."""
    text = clean(text).lower()
    text = re.sub(r"^(schuljahr|sj|wintersemester|ws|jahr|stichtag|stand|am|zum)\b\.?:? ?", "", text)
    if re.fullmatch(r"(1[89]|20|21)\d\d", text):
        return text
    if found := re.fullmatch(r"((?:1[89]|20|21)\d\d) ?[/-] ?(\d{4}|\d{2})", text):
        return year_range(found[1], found[2]) or month_in(found[1], found[2])
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return day_in(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[t ].*)?", text):
        return day_in(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{4})(?:m|\.)(\d{2})|(\d{2})[./](\d{4})", text):
        return month_in(found[1] or found[4], found[2] or found[3])
    return part_of_year(text)


def written(time: str) -> str:
    """'2024-12-31' -> '31.12.2024', '2024-03' -> '03/2024'; the rest as it is stored."""
    parts = time.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else "/".join(reversed(parts))


def part_of_year(text: str) -> str | None:
    year = re.search(r"\b(1[89]|20|21)\d\d\b", text)
    rest = clean(text.replace(year[0], "")).strip(" .,") if year else text
    part = month_or_quarter(rest)
    return f"{year[0]}-{part}" if year and part else None


def month_or_quarter(text: str) -> str | None:
    """'März' or 'MONAT03' -> '03', '2. Quartal' -> 'Q2'."""
    text = clean(text).lower()
    if text in MONTHS:
        return f"{MONTHS.index(text) + 1:02}"
    if found := re.fullmatch(r"monat(0[1-9]|1[0-2])", text):
        return found[1]
    found = re.fullmatch(r"([1-4])\. ?(?:quartal|vierteljahr)|quart(?:al)?([1-4])|q([1-4])", text)
    return f"Q{found[1] or found[2] or found[3]}" if found else None


def month_in(year: str, month: str) -> str | None:
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None


def day_in(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def sex_of(label: str) -> str | None:
    """'m', 'w', 'd', or None where a label says nothing about sex."""
    return SEXES.get(re.sub(r"^(dar\.|darunter|davon):? ", "", clean(label).lower()))


def is_total(label: str) -> bool:
    return clean(label).lower() in TOTALS


def is_unit(label: str) -> bool:
    return bool(UNIT.fullmatch(clean(label)))


def is_area(text: str) -> bool:
    return bool(AREA.fullmatch(text.strip()))


def area_key(code: str) -> str:
    """The twelve digits of a regional key (ARS) become the eight of the AGS; a town that is its own district has the district's key."""
    code = code.strip()
    code = code[:5] + code[9:] if len(code) == 12 else code
    return code[:5] if len(code) == 8 and code.endswith("000") else code


def table_code(text: str) -> str:
    """The code in a file's name or first line: '12411-01-01-4_flat.csv' -> '12411-01-01-4'."""
    found = re.search(r"\d{5}-[0-9A-Z]{1,4}(?:-[0-9A-Z]{1,3}){0,3}(?![0-9A-Za-z])", text)
    return found[0] if found else ""


def table_family(code: str) -> str:
    """Tables that differ only in regional depth tell the same: '12411-01-01-5-B' -> '12411-01-01'."""
    return re.sub(r"^(\d{5}-[^-]+-[^-]+)-(?:[1-9]|B|\d-B)$", r"\1", code)
