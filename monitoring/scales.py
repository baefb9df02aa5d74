"""Nice axes and classes for charts. Knows no Django."""

from math import ceil, floor, log10

SPACE = "\u00a0"
STEPS = (1, 2, 2.5, 5, 10)


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that parts `span` into at most `most` pieces."""
    raw = span / most
    power = 10 ** floor(log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * 0.999999)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from below `low` to above `high`; the axis runs from the first to the last."""
    if high - low < max(1e-6, 1e-9 * abs(low)):
        high = low + max(abs(low), 1)
    step = nice_step(high - low, most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def class_limits(numbers: list[float], most: int = 5) -> list[float]:
    """Upper limits of classes of about equal size (quantiles); fewer where there are fewer different numbers."""
    ordered = sorted(numbers)
    count = min(most, len(set(ordered)))
    limits = [ordered[ceil(len(ordered) * part / count) - 1] for part in range(1, count + 1)]
    return sorted(set(limits))


def class_of(number: float, limits: list[float]) -> int:
    return next((place for place, limit in enumerate(limits) if number <= limit), len(limits) - 1)


def german(number: float, decimals: int, unit: str = "") -> str:
    """1234.5 -> '1.234,5'; a unit follows after a space that does not break."""
    text = f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    text = text.replace("-", "−", 1)
    return f"{text}{SPACE}{unit}" if unit else text
