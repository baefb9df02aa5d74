"""Which square of a grid stands for which municipality: the assignment that moves them least. Knows no Django."""

from collections.abc import Sequence
from math import cos, inf, radians

type Position = tuple[float, float]


def laid_out(positions: Sequence[Position], columns: int, rows: int) -> list[tuple[int, int]]:
    """(column, row) for each (latitude, longitude), west to the left and north at the top."""
    middle = cos(radians(sum(latitude for latitude, _ in positions) / len(positions)))
    points = [(longitude * middle, -latitude) for latitude, longitude in positions]
    spots = [(column, row) for row in range(rows) for column in range(columns)]
    scaled = list(zip(stretched([x for x, _ in points], columns), stretched([y for _, y in points], rows), strict=True))
    costs = [[(x - column) ** 2 + (y - row) ** 2 for column, row in spots] for x, y in scaled]
    return [spots[spot] for spot in assigned(costs)]


def stretched(numbers: list[float], count: int) -> list[float]:
    """From 0 to count - 1, half by position and half by rank: crowded middles get room."""
    low, high = min(numbers), max(numbers)
    ranks = {number: rank for rank, number in enumerate(sorted(set(numbers)))}
    most = max(ranks.values()) or 1
    return [(count - 1) * (0.5 * (number - low) / ((high - low) or 1) + 0.5 * ranks[number] / most) for number in numbers]


def assigned(costs: list[list[float]]) -> list[int]:
    """The column of each row so that the sum of costs is least (Kuhn 1955, in the shortest-path form of Jonker and Volgenant)."""
    height, width = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, height + 1):
        owner[0] = row
        way = shortest_way(costs, owner, row_price, column_price)
        column = next(column for column in way if column and owner[column] == 0)
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    found = {owner[column] - 1: column - 1 for column in range(1, width + 1) if owner[column]}
    return [found[row] for row in range(height)]


def shortest_way(costs: list[list[float]], owner: list[int], row_price: list[float], column_price: list[float]) -> dict[int, int]:
    """From the row that waits at column 0 to a free column: {column: the one before}; the last column added is free."""
    width = len(column_price)
    least, before, used, column = [inf] * width, [0] * width, {0}, 0
    while owner[column]:
        row = owner[column]
        for other in set(range(width)) - used:
            cost = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if cost < least[other]:
                least[other], before[other] = cost, column
        column = min(set(range(width)) - used, key=lambda other: least[other])
        step = least[column]
        for other in range(width):
            if other in used:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        used.add(column)
    way = {}
    while column:
        way[column] = before[column]
        column = before[column]
    return way


def short_name(name: str, length: int) -> str:
    """'Bad Oberdorf' -> 'B. Oberd.': small words go, the longest is cut."""
    words = [word for word in name.replace("-", " ").split() if word not in ("am", "an", "der", "bei", "im", "in")]
    words = ["B."] + words[1:] if words[0] == "Bad" and len(words) > 1 else words[:1]
    text = " ".join(words)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}."
