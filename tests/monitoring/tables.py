"""Tables as the statistical offices lay them out, made from known facts."""

from dataclasses import dataclass
from decimal import Decimal

SIGNS = {"nothing": "-", "secret": ".", "meaningless": "x", "later": "...", "unreliable": "/"}


@dataclass(frozen=True)
class Column:
    """A figure column of a classic table: its labels from top to bottom."""

    labels: tuple[str, ...]


def cell(status: str, number: Decimal | None) -> str:
    return SIGNS[status] if number is None else str(number).replace(".", ",")


def classic(code: str, titles: list[str], header: list[list[str]], rows: list[list[str]], encoding: str = "cp1252") -> bytes:
    """Titles padded with ";", header, rows, the line of underscores, notes with quotes and line breaks, licence, Stand."""
    width = max(len(row) for row in rows)
    lines = [f"GENESIS-Tabelle: {code}", *(f"{title}{';' * (width - 1)}" for title in titles)]
    lines += [";".join(level) for level in header]
    lines += [";".join(row) for row in rows]
    lines += ["__________", '"zu ""Anzahl"":', "Hinweis; mit Semikolon", 'und Umbruch"']
    lines += [
        '"© Statistische Ämter des Bundes und der Länder, Deutschland, 2025.',
        "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland",
    ]
    lines += ['- Namensnennung - Version 2.0."', "Stand: 13.03.2025 / 16:39:14"]
    return "\n".join(lines).encode(encoding)


FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;{variables};value;value_unit;value_variable_code;value_variable_label"
)


def variable_heads(count: int) -> str:
    names = ("code", "label", "attribute_code", "attribute_label")
    return ";".join(f"{number}_variable_{name}" for number in range(1, count + 1) for name in names)


def flat(rows: list[list[str]], variables: int) -> bytes:
    """UTF-8 with a mark; each row already in the order of the headings."""
    return "\r\n".join([FLAT_HEAD.format(variables=variable_heads(variables)), *(";".join(row) for row in rows)]).encode("utf-8-sig")
