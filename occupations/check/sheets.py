"""Answer sheets and interest profiles as tables, read for the evaluation and written by the simulation."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from occupations.check.bank import SCALES, Bank
from occupations.check.matching import Occupation
from occupations.check.simulation import Sheet


def read_answers(path: Path, bank: Bank) -> list[Sheet]:
    """Complete sheets, each code 1-5; ValueError names the line of anything else."""
    return [
        {code: _answer(row.get(code), f"{path.name}, line {line}, {code}") for code in bank.by_code}
        for line, row in enumerate(_rows(path), 2)
    ]


def write_answers(path: Path, bank: Bank, sheets: Sequence[Sheet]) -> None:
    codes = list(bank.by_code)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *codes])
        writer.writerows([number, *(sheet[code] for code in codes)] for number, sheet in enumerate(sheets, 1))


def read_occupations(path: Path) -> list[Occupation]:
    """Interests by occupation; the first column is the key, lines without all six values are left out."""
    occupations = []
    for line, row in enumerate(_rows(path), 2):
        values = [(row.get(scale) or "").strip() for scale in SCALES]
        try:
            interests = tuple(float(value) for value in values if value)
        except ValueError as error:
            raise ValueError(f"{path.name}, line {line}: R, I, A, S, E, C must be numbers") from error
        if len(interests) == len(SCALES):
            occupations.append(Occupation(next(iter(row.values())), interests, ()))
    return occupations


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _answer(text: str | None, where: str) -> int:
    if (text or "").strip() not in {"1", "2", "3", "4", "5"}:
        raise ValueError(f"{where}: {text!r} is not an answer from 1 to 5")
    return int(text or "")
