"""GENESIS classic tables: title lines, header lines with groups, perhaps a line of units, rows of keys and figures, notes.

Nothing is taken for granted: where the figures begin, which leading columns are time, area and category, whether the time
stands in a column, in a header line or in the title, and which header line names what is counted, is read from the cells.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import dropwhile

from monitoring.formats.cells import (
    COUNTRY,
    STATES,
    Fact,
    Table,
    Unreadable,
    area_key,
    clean,
    is_area,
    is_total,
    is_unit,
    is_value,
    month_or_quarter,
    sex_of,
    table_code,
    time_of,
    value_of,
)

type Line = tuple[int, list[str]]
WITH_UNIT = re.compile(r"^(.+?) ?\(([^()]+)\)$")
AREAS = {"Deutschland": COUNTRY, **{name: f"{number:02}" for number, name in enumerate(STATES, 1)}}
MOST_KEYS = 6


@dataclass(frozen=True)
class Keys:
    """Which of the leading columns say when, where and what; -1 where none does."""

    time: int
    part: int
    area: int
    name: int
    categories: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """One figure column as its header describes it."""

    index: int
    measure: str
    unit: str
    sex: str
    category: str
    time: str


def read_classic(name: str, lines: list[Line], notes: str) -> Table:
    code = table_code(clean(lines[0][1][0])) or re.sub(r"^.*abelle:?", "", clean(lines[0][1][0])).strip()
    table = Table("GENESIS klassisch", code=code or table_code(name), notes=notes)
    first = first_of_data(lines)
    title, header = split_head([line for line in lines[:first] if any(map(clean, line[1]))])
    data = list(rows_of_data(lines[first:], table))
    width = max(len(cells) for _, cells in data)
    header = [[clean(cell) for cell in [*cells, *[""] * (width - len(cells))]] for _, cells in header]
    titles = [clean(cells[0]) for _, cells in title if not clean(cells[0]).lower().startswith(("genesis-tabelle", "tabelle:"))]
    table.title = clean(" ".join(titles))
    start = first_figure(header, data, width)
    keys = keys_of([cells for _, cells in data], start)
    columns = columns_of(header, titles, start, width, keys)
    table.labels = {column.measure: column.measure for column in columns}
    collect(table, data, keys, columns)
    return table


def first_of_data(lines: list[Line]) -> int:
    """The first line with an official key among its leading cells and a figure behind it; else the first that begins with a time."""
    for position, (_, cells) in enumerate(lines):
        places = [index for index, cell in enumerate(cells[:MOST_KEYS]) if is_area(cell)]
        if places and any(clean(cell) and is_value(cell) for cell in cells[places[0] + 1 :]):
            return position
    for position, (_, cells) in enumerate(lines):
        if len(cells) > 1 and (time_of(cells[0]) or clean(cells[0]) in AREAS) and clean(cells[-1]) and is_value(cells[-1]):
            return position
    raise Unreadable("keine Zeile mit Gebiet und Wert gefunden")


def split_head(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Titles fill their first cell only; the header is what stands between the last of them and the figures."""
    header = list(reversed(list(takewhile_header(lines))))
    return lines[: len(lines) - len(header)], header


def takewhile_header(lines: list[Line]):
    for number, cells in reversed(lines):
        if clean(cells[0]) and not any(map(clean, cells[1:])):
            return
        yield number, cells


def rows_of_data(lines: list[Line], table: Table):
    """Lines of figures; a sentence after them begins the notes where no line of underscores does."""
    for number, cells in lines:
        filled = [cell for cell in cells if clean(cell)]
        if len(filled) == 1 and len(cells) <= 2 and not is_area(filled[0]):
            table.notes = f"{filled[0]}\n{table.notes}"
            return
        if filled:
            yield number, cells


def first_figure(header: list[list[str]], data: list[Line], width: int) -> int:
    """Where the figures begin: behind the leading columns without a heading, or behind those that hold words."""
    without = next((index for index in range(width) if any(level[index] for level in header)), 0)
    if without:
        return without
    columns = [[cells[index] for _, cells in data if len(cells) > index and clean(cells[index])] for index in range(min(width, MOST_KEYS))]
    keys = [index for index, cells in enumerate(columns) if cells and is_key(cells)]
    return max(keys, default=-1) + 1


def is_key(cells: list[str]) -> bool:
    words = sum(not is_value(cell) for cell in cells)
    return 2 * words > len(cells) or (all(map(is_area, cells)) and max(map(len, cells)) >= 5) or all(map(time_of, cells))


def keys_of(rows: list[list[str]], start: int) -> Keys:
    columns = {index: [clean(cells[index]) for cells in rows if len(cells) > index and clean(cells[index])] for index in range(start)}
    columns = {index: cells for index, cells in columns.items() if cells}
    area = max((index for index, cells in columns.items() if mostly(is_area, cells)), key=lambda index: longest(columns[index]), default=-1)
    time = next((index for index, cells in columns.items() if index != area and mostly(time_of, cells)), -1)
    part = next((index for index, cells in columns.items() if index not in (area, time) and mostly(month_or_quarter, cells)), -1)
    rest = [index for index in columns if index not in (area, time, part)]
    named = area + 1 if area >= 0 else next((index for index in rest if set(columns[index]) & set(AREAS)), -1)
    name = named if named in rest and (area < 0 or is_name(columns[area], columns[named])) else -1
    categories = [index for index in rest if index != name]
    return Keys(time, part, area, name, tuple(index for index in categories if not is_code(index, columns)))


def is_name(codes: list[str], labels: list[str]) -> bool:
    """One label for each key and another for another; a category would come again and again."""
    if len(codes) != len(labels):
        return len(set(labels)) > 1
    pairs = set(zip(codes, labels, strict=True))
    is_word = not any(is_total(label) or sex_of(label) for label in set(labels))
    return is_word and len(pairs) == len(set(codes)) and (len(pairs) == 1 or len(set(labels)) > 1)


def mostly(test, cells: list[str]) -> bool:
    return sum(bool(test(cell)) for cell in cells) >= 0.9 * len(cells)


def longest(codes: list[str]) -> int:
    return max(5 if code == COUNTRY else len(code) for code in codes)


def is_code(index: int, columns: dict[int, list[str]]) -> bool:
    """'GESM' beside 'männlich': the code of the label in the next column says nothing more."""
    following = columns.get(index + 1, [])
    if len(following) != len(columns[index]) or not all(re.fullmatch(r"[A-Z0-9_-]{2,}", cell) for cell in columns[index]):
        return False
    return len(set(zip(columns[index], following, strict=True))) == len(set(columns[index])) == len(set(following))


def columns_of(header: list[list[str]], titles: list[str], start: int, width: int, keys: Keys) -> list[Column]:
    levels = [filled(level, header[:depth], start) for depth, level in enumerate(header)]
    units, levels = units_of(levels, start, width)
    times, levels = times_of(levels, start, width)
    named = next((found for title in reversed(titles[-1:]) if (found := WITH_UNIT.match(title)) and is_unit(found[2])), None)
    fixed = (clean(named[1]), clean(named[2])) if named and not any(units) else None
    if fixed and levels and len(set(levels[0][start:])) == 1 and len(levels) > 1:
        levels = levels[1:]
    general = general_time(titles) if keys.time < 0 and not any(times) else ""
    subject = fixed[0] if fixed else (titles[-1] if titles else "Wert")
    columns = []
    for index in range(start, width):
        path = list(dict.fromkeys(level[index] for level in levels if level[index]))
        column = described(index, path, fixed, subject, units[index - start], times[index - start] or general)
        columns.append(column)
    return told_apart(columns, levels)


def filled(level: list[str], above: list[list[str]], start: int) -> list[str]:
    """A group's label stands over all its columns, also where the file writes it only once."""
    if any(one and one == other for one, other in zip(level[start:], level[start + 1 :], strict=False)):
        return level
    result = list(level)
    for index in range(start + 1, len(result)):
        same_group = all(upper[index] in ("", upper[index - 1]) for upper in above)
        if not result[index] and result[index - 1] and same_group:
            result[index] = result[index - 1]
    return result


def units_of(levels: list[list[str]], start: int, width: int) -> tuple[list[str], list[list[str]]]:
    """The last header line, if every one of its labels is a unit."""
    if levels and any(levels[-1][start:]) and all(is_unit(label) for label in levels[-1][start:] if label):
        return levels[-1][start:], levels[:-1]
    return [""] * (width - start), levels


def times_of(levels: list[list[str]], start: int, width: int) -> tuple[list[str], list[list[str]]]:
    """The header line, if there is one, whose labels are all times."""
    for depth, level in enumerate(levels):
        labels = [label for label in level[start:] if label]
        if labels and all(map(time_of, labels)):
            return [time_of(label) or "" for label in level[start:]], levels[:depth] + levels[depth + 1 :]
    return [""] * (width - start), levels


def general_time(titles: list[str]) -> str:
    """'... Stichtag: 31.12.2022' -> '2022-12-31': the most exact time that the titles name."""
    text = " ".join(titles)
    found = re.findall(r"\d{1,2}\.\d{1,2}\.\d{4}|\b\d{4}/\d{2,4}\b|\b(?:19|20)\d\d\b", text)
    times = [time for time in map(time_of, found) if time]
    return max(times, key=len, default="")


def described(index: int, path: list[str], fixed: tuple[str, str] | None, subject: str, unit: str, time: str) -> Column:
    """'Schüler' / 'Geschlecht' / 'weiblich' -> what is counted, of which sex, of which category."""
    sexes = [sex for label in path if (sex := sex_of(label))]
    parts = [label for label in path if not sex_of(label) and not is_total(label)]
    if fixed:
        measure, unit = fixed
    else:
        is_named = path and path[0] == (parts[0] if parts else None)
        measure, parts = (parts[0], parts[1:]) if is_named else (subject, parts)
        if not unit and (with_unit := WITH_UNIT.match(measure)) and is_unit(with_unit[2]):
            measure, unit = with_unit[1], with_unit[2]
    return Column(index, measure, unit, sexes[-1] if sexes else "", " · ".join(parts), time)


def told_apart(columns: list[Column], levels: list[list[str]]) -> list[Column]:
    """Columns that would be taken for one another keep their whole path as category, and a number if that is not enough."""
    counted = Counter(identity(column) for column in columns)
    used: Counter = Counter()
    result = []
    for column in columns:
        used[identity(column)] += 1
        if counted[identity(column)] > 1 and used[identity(column)] > 1:
            path = " · ".join(dict.fromkeys(level[column.index] for level in levels[1:] if level[column.index]))
            column = Column(column.index, column.measure, column.unit, column.sex, path or column.category, column.time)
            if counted[identity(column)]:
                column = Column(column.index, column.measure, column.unit, column.sex, f"{column.category} ({column.index})", column.time)
        result.append(column)
    return result


def identity(column: Column) -> tuple[str, ...]:
    return (column.measure, column.unit, column.sex, column.category, column.time)


def collect(table: Table, data: list[Line], keys: Keys, columns: list[Column]) -> None:
    """A cell of a key column that is left empty repeats the one above it."""
    above: dict[int, str] = {}
    seen: set = set()
    for number, cells in data:
        repeated = [index for index in (keys.time, keys.part, keys.area, keys.name) if index >= 0]
        above |= {index: cells[index] for index in repeated if index < len(cells) and clean(cells[index])}
        place = f"Zeile {number}"
        if len(cells) <= columns[0].index:
            table.problems.append(f"{place}: hat zu wenige Felder")
            continue
        for column in columns:
            try:
                table.add(fact(cells, above, keys, column, place), seen)
            except Unreadable as reason:
                table.problems.append(f"{place}: {reason}")


def fact(cells: list[str], above: dict[int, str], keys: Keys, column: Column, place: str) -> Fact:
    if column.index >= len(cells):
        raise Unreadable(f"kein Feld für „{column.measure} {column.category}“")
    labels = [clean(cells[index]) for index in keys.categories]
    sexes = [sex for label in labels if (sex := sex_of(label))]
    categories = [label for label in labels if not is_total(label) and not sex_of(label)]
    status, number = value_of(cells[column.index])
    name = clean(above.get(keys.name, ""))
    return Fact(
        place=place,
        measure=column.measure,
        unit=column.unit,
        area=area_of(above.get(keys.area, ""), name, keys),
        area_name=name,
        time=moment(column.time or above.get(keys.time, ""), above.get(keys.part, "")),
        sex=column.sex or (sexes[0] if sexes else ""),
        category=" · ".join([*categories, *filter(None, [column.category])]),
        status=status,
        number=number,
    )


def area_of(code: str, name: str, keys: Keys) -> str:
    if keys.area >= 0:
        if not is_area(code):
            raise Unreadable(f"„{clean(code)}“ ist kein Gebietsschlüssel")
        return area_key(code)
    if keys.name < 0:
        return COUNTRY
    if name not in AREAS:
        raise Unreadable(f"Gebiet „{name}“ ist ohne Schlüssel nicht bekannt")
    return AREAS[name]


def moment(text: str, part: str) -> str:
    time = time_of(text)
    if time is None:
        raise Unreadable(f"„{clean(text)}“ ist keine Zeitangabe")
    return f"{time[:4]}-{month_or_quarter(part)}" if part else time


def without_blank_start(lines: list[Line]) -> list[Line]:
    return list(dropwhile(lambda line: not any(map(clean, line[1])), lines))
