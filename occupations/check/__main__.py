"""python -m occupations.check: measures the engine on answer sheets, and writes simulated ones."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from occupations.check.bank import read_csv, write_csv
from occupations.check.evaluate import evaluate
from occupations.check.figures import table
from occupations.check.sheets import read_answers, read_occupations, write_answers
from occupations.check.simulation import marker_bank, simulate

LEAST_SHEETS = 100


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m occupations.check", description=__doc__)
    commands = parser.add_subparsers(required=True)
    measure = commands.add_parser(
        "evaluate", help="print the acceptance figures; 0 when all are reached, 1 otherwise, 2 for unreadable files"
    )
    measure.add_argument("--bank", type=Path, required=True, help="CSV: item, scale, order")
    measure.add_argument("--answers", type=Path, required=True, help="CSV: id, one column per item, answers 1-5")
    measure.add_argument("--profiles", type=Path, required=True, help="CSV: id, R, I, A, S, E, C")
    measure.set_defaults(run=_evaluate)
    invent = commands.add_parser("simulate", help="write simulated answers and their bank")
    invent.add_argument("--people", type=int, default=5000)
    invent.add_argument("--seed", type=int, default=1)
    invent.add_argument("--answers", type=Path, required=True)
    invent.add_argument("--bank", type=Path, required=True)
    invent.set_defaults(run=_simulate)
    return parser


def _evaluate(options: argparse.Namespace) -> int:
    bank = read_csv(options.bank)
    sheets, occupations = read_answers(options.answers, bank), read_occupations(options.profiles)
    if len(sheets) < LEAST_SHEETS or len(occupations) < 2:
        raise ValueError(f"needs at least {LEAST_SHEETS} sheets and two occupations")
    figures = evaluate(bank, sheets, occupations)
    missed = sum(not figure.is_reached for figure in figures)
    sys.stdout.write(f"{len(sheets)} people, {len(occupations)} occupations\n{table(figures)}\n")
    sys.stdout.write("Not measured here: rows 6 and 7 (need college majors), 16 to 18 (need a pilot). Gender is no input of the engine.\n")
    sys.stdout.write("All figures reached.\n" if not missed else f"{missed} of {len(figures)} figures missed.\n")
    return int(missed > 0)


def _simulate(options: argparse.Namespace) -> int:
    bank = marker_bank()
    write_answers(options.answers, bank, simulate(options.people, options.seed))
    write_csv(options.bank, bank.items)
    return 0


if __name__ == "__main__":
    sys.exit(main())
