"""From several independent ratings to one interest profile, and how far they agree. Pure: no Django.

Sources: "onet" (proposal from matching US occupations), "a" and "b" (blind ratings of the official task texts, docs/rating-guide.md).
The profile is the mean of O*NET and the raters' mean; where the sources differ by more than 1 a written decision counts.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import correlation, fmean

SCALES = "RIASEC"
RATERS = ("a", "b")
WIDE = 1.0
STEP = 0.25
REGULAR_PART, MOST_DAYS = 3.0, 5.0
"""Two values of the rating guide."""

Profile = Mapping[str, float]
Ratings = Mapping[str, Profile]
"""{source: {scale: 1-7}} of one occupation."""


def combine(ratings: Ratings, decisions: Profile) -> dict[str, float]:
    """The six values of an occupation in steps of 0.25."""
    return {scale: decisions.get(scale, rounded(middle(ratings, scale))) for scale in SCALES}


def middle(ratings: Ratings, scale: str) -> float:
    rated = fmean(ratings[rater][scale] for rater in RATERS)
    return fmean([rated, ratings["onet"][scale]]) if "onet" in ratings else rated


def rounded(value: float) -> float:
    return min(7.0, max(1.0, round(value / STEP) * STEP))


def much(mean: float, spread: float) -> float:
    """From which value on a scale there is much of it, beside what all occupations have: half a standard deviation above their mean.

    Nearly all work has some order to keep, so a plain 4 says little there; a regular part (3) is the least, most days (5) are enough.
    """
    return max(REGULAR_PART, min(MOST_DAYS, mean + spread / 2))


def undecided(ratings: Ratings, decisions: Profile) -> list[str]:
    """Scales whose sources differ by more than 1 and that nobody has decided."""
    spread = {scale: [profile[scale] for profile in ratings.values()] for scale in SCALES}
    return [scale for scale, values in spread.items() if max(values) - min(values) > WIDE and scale not in decisions]


def agreement(all_ratings: list[Ratings], one: str, other: str) -> dict[str, tuple[float, float]]:
    """{scale: (correlation, mean difference)} of two sources over the occupations that both rated."""
    both = [ratings for ratings in all_ratings if one in ratings and other in ratings]
    pairs = {scale: [(ratings[one][scale], ratings[other][scale]) for ratings in both] for scale in SCALES}
    return {scale: (correlation(*zip(*values, strict=True)), fmean(abs(x - y) for x, y in values)) for scale, values in pairs.items()}


def read_ratings(path: Path) -> dict[str, dict[str, dict[str, float]]]:
    """{slug: {source: {scale: value}}} of interest_ratings.csv."""
    ratings = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ratings[row["slug"]][row["source"]] = {scale: float(row[scale]) for scale in SCALES}
    return dict(ratings)


def read_decisions(path: Path) -> dict[str, dict[str, float]]:
    """{slug: {scale: value}} of interest_decisions.csv."""
    decisions = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            decisions[row["slug"]][row["scale"]] = float(row["value"])
    return dict(decisions)


def report(ratings: Mapping[str, Ratings]) -> str:
    """The agreement of the sources as a Markdown table: correlation and mean difference per scale."""
    lines = ["| sources | " + " | ".join(SCALES) + " |", "|---|" + "---|" * len(SCALES)]
    for one, other in (("a", "b"), ("a", "onet"), ("b", "onet")):
        agreed = agreement(list(ratings.values()), one, other)
        cells = " | ".join(f"{r:.2f} / {difference:.2f}" for r, difference in agreed.values())
        lines.append(f"| {one} and {other} | {cells} |")
    return "\n".join(lines)


def main(folder: Path) -> int:
    """Writes interests.csv anew from the ratings and decisions beside it; 1 while a wide difference is undecided."""
    ratings, decisions = read_ratings(folder / "interest_ratings.csv"), read_decisions(folder / "interest_decisions.csv")
    with (folder / "interests.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {scale: f"{value:g}" for scale, value in combine(ratings[row["slug"]], decisions.get(row["slug"], {})).items()}
    with (folder / "interests.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    open_cells = {slug: scales for slug in ratings if (scales := undecided(ratings[slug], decisions.get(slug, {})))}
    sys.stdout.write(
        f"{report(ratings)}\n\n{len(rows)} Profile, {sum(map(len, decisions.values()))} Entscheidungen, offen: {open_cells or 'keine'}\n"
    )
    return bool(open_cells)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent / "data"))
