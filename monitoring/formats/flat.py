"""GENESIS flat tables: one figure per line in any order (ffcsv, 2024 on), and the older ones with a column per measure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.formats.cells import (
    COUNTRY,
    Fact,
    Table,
    Unreadable,
    area_key,
    clean,
    is_area,
    is_total,
    month_or_quarter,
    sex_of,
    table_code,
    time_of,
    value_of,
)

HEADING = re.compile(r"^(\d+)_(variable|merkmal|variable_attribute|auspr(?:ae|ä|a)gung)_(code|label)$", re.IGNORECASE)
MEASURE = re.compile(r"^([^_]+)__(.+)__([^_]*)$")
SEX_CODES = {"GES", "GESCHL"}


@dataclass(frozen=True)
class Column:
    """One figure column: where it stands and what it counts; None where each line says so itself."""

    heading: str
    measure: str = ""
    label: str = ""
    unit: str = ""


def looks_flat(headings: list[str]) -> bool:
    names = {clean(heading).lower() for heading in headings}
    return {"time", "value"} <= names or ("zeit" in names and any(MEASURE.match(heading) for heading in headings))


def read_flat(name: str, headings: list[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    headings = [clean(heading) for heading in headings]
    table = Table("GENESIS flach", code=table_code(name))
    lines = [(number, dict(zip(headings, cells, strict=False)) if len(cells) >= len(headings) else None) for number, cells in rows]
    variables = variables_in(headings)
    region = regional(variables, [line for _, line in lines if line])
    columns = columns_in(headings)
    seen: set = set()
    for number, line in lines:
        if line is None:
            table.problems.append(f"Zeile {number}: hat nicht so viele Felder wie die Kopfzeile")
            continue
        for column in columns:
            try:
                table.add(fact(table, line, f"Zeile {number}", variables, region, column), seen)
            except Unreadable as reason:
                table.problems.append(f"Zeile {number}: {reason}")
    return table


def variables_in(headings: list[str]) -> dict[str, dict[str, str]]:
    """{'1': {'code': heading, 'label': ..., 'value': ..., 'value_label': ...}} in the order of the numbers."""
    found: dict[str, dict[str, str]] = {}
    for heading in headings:
        if match := HEADING.match(heading):
            is_attribute = match[2].lower() not in ("variable", "merkmal")
            name = {"code": "value", "label": "value_label"}[match[3].lower()] if is_attribute else match[3].lower()
            found.setdefault(match[1], {})[name] = heading
    return dict(sorted(found.items(), key=lambda item: int(item[0])))


def regional(variables: dict, lines: list[dict[str, str]]) -> str | None:
    """The variable whose attributes are official keys; of several the one with the longest."""
    best, longest = None, 0
    for number, names in variables.items():
        codes = {line[names["value"]].strip() for line in lines if "value" in names} - {""}
        if codes and all(is_area(code) for code in codes):
            length = max(5 if code == COUNTRY else len(code) for code in codes)
            best, longest = (number, length) if length > longest else (best, longest)
    return best


def columns_in(headings: list[str]) -> list[Column]:
    if "value" in [heading.lower() for heading in headings]:
        return [Column(next(heading for heading in headings if heading.lower() == "value"))]
    matches = [(heading, MEASURE.match(heading)) for heading in headings]
    return [Column(heading, found[1], clean(found[2]), clean(found[3])) for heading, found in matches if found]


def fact(table: Table, line: dict[str, str], place: str, variables: dict, region: str | None, column: Column) -> Fact:
    cells = {name.lower(): cell for name, cell in line.items()}
    table.code = table.code or cells.get("statistics_code") or cells.get("statistik_code") or ""
    table.title = table.title or clean(cells.get("statistics_label") or cells.get("statistik_label") or "")
    measure = column.measure or clean(cells.get("value_variable_code") or cells.get("value_variable_label") or "")
    table.labels.setdefault(measure, column.label or clean(cells.get("value_variable_label") or measure))
    sex, part, categories = attributes(line, variables, region)
    names = variables.get(region, {})
    status, number = value_of(line[column.heading], dot_groups=False)
    return Fact(
        place=place,
        measure=measure,
        unit=column.unit or clean(cells.get("value_unit") or ""),
        area=area_key(line[names["value"]] or COUNTRY) if names else COUNTRY,
        area_name=clean(line.get(names.get("value_label", ""), "")),
        time=moment(cells.get("time") or cells.get("zeit") or "", part),
        sex=sex,
        category=" · ".join(categories),
        status=status,
        number=number,
    )


def attributes(line: dict[str, str], variables: dict, region: str | None) -> tuple[str, str, list[str]]:
    """(sex, part of the year, what else tells this line from the total)."""
    sex, part, categories = "", "", []
    for number, names in variables.items():
        code, label = line.get(names.get("value", ""), "").strip(), clean(line.get(names.get("value_label", ""), ""))
        if number == region or (not code and (is_total(label) or "value" in names)):
            continue
        found, month = sex_of(label) or sex_of(code), month_or_quarter(code) or month_or_quarter(label)
        if found and (line.get(names.get("code", ""), "").strip().upper() in SEX_CODES or sex_of(label)):
            sex = found
        elif month:
            part = month
        elif not is_total(label):
            categories.append(label or code)
    return sex, part, categories


def moment(text: str, part: str) -> str:
    time = time_of(text)
    if time is None:
        raise Unreadable(f"„{clean(text)}“ ist keine Zeitangabe")
    return f"{time[:4]}-{part}" if part else time
