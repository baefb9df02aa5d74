"""The code that opens a pupil's page: sixteen consonants in groups of four, about 69 bits, no word in it and nothing easily confused."""

import re
import secrets

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 16
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """'BCDFGHJKLMNPQRST' -> 'BCDF-GHJK-LMNP-QRST', as it is shown and written down."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code however it was typed: small letters, blanks and hyphens do not matter. None where it cannot be one."""
    letters = re.sub(r"[\s\-–—.]", "", typed).upper()
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None
