"""Declared formulas over other indicators: a small language on Python's grammar, read as a tree and never run as code.

    100 * schulabgaenge["ohne Hauptschulabschluss"] / schulabgaenge
    1000 * portal_angebote["Kita"] / latest(kinder["unter 6"])

A figure that is not known makes the result not known, with its own status. "Nothing" (-) is a statement, not a missing
number: it adds nothing to a sum, a share of nothing is nothing, and a share *of* nothing makes no sense.
"""

import ast
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from monitoring.formats.cells import ESTIMATED, FINAL, LATER, MEANINGLESS, MISSING, NOTHING, PROVISIONAL, SECRET, UNRELIABLE

type Figure = tuple[str, Decimal | None]
type Lookup = Callable[[str, str, str, int | None], Figure]

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
MODES = {"latest", "previous", "at"}
WORST_FIRST = [SECRET, UNRELIABLE, MISSING, LATER, MEANINGLESS]
SOFTEST_FIRST = [ESTIMATED, PROVISIONAL, FINAL]
MOST_NODES = 200
LARGEST = 10**13


class BadFormula(ValueError):
    """What is wrong with a formula, in German."""


def parse(formula: str) -> ast.expr:
    """The formula's tree, with nothing in it but numbers, names, + - * / and the three functions."""
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise BadFormula("Die Formel ist so nicht lesbar. Fehlt eine Klammer?") from error
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
        raise BadFormula("Die Formel ist zu lang.")
    check(tree.body)
    return tree.body


def check(node: ast.expr) -> None:
    match node:
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            check(node.left)
            check(node.right)
        case ast.UnaryOp(op=ast.USub()):
            check(node.operand)
        case ast.Constant(value=bool()):
            raise BadFormula("Die Formel kennt nur Zahlen, Kürzel und + - * /.")
        case ast.Constant(value=int() | float()):
            pass
        case ast.Call(func=ast.Name(id=name), args=[operand, *years], keywords=[]) if name in MODES:
            check_call(name, operand, years)
        case _:
            reference(node)


def check_call(name: str, operand: ast.expr, years: list[ast.expr]) -> None:
    reference(operand)
    is_year = len(years) == 1 and isinstance(years[0], ast.Constant) and type(years[0].value) is int
    if (name == "at") is not is_year or len(years) > 1:
        raise BadFormula("So werden die Funktionen geschrieben: latest(x), previous(x), at(x, 2020).")


def reference(node: ast.expr) -> tuple[str, str]:
    """x or x["Kategorie"] as (x, Kategorie)."""
    match node:
        case ast.Name(id=name):
            return name, ""
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(category))):
            return name, category
    raise BadFormula('Die Formel kennt nur Zahlen, Kürzel, Kürzel["Kategorie"], + - * / und latest, previous, at.')


def names_in(formula: str) -> set[str]:
    """The keys (with _) that a formula needs."""
    functions = set()
    tree = parse(formula)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            functions.add(id(node.func))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions}


def evaluate(tree: ast.expr, lookup: Lookup) -> Figure:
    """The figure of one area and year; `lookup(name, category, mode, year)` knows the others."""
    try:
        status, number = worked_out(tree, lookup)
        return (MEANINGLESS, None) if number is not None and abs(number) >= LARGEST else (status, number)
    except (DivisionByZero, InvalidOperation, Overflow):
        return MEANINGLESS, None


def worked_out(node: ast.expr, lookup: Lookup) -> Figure:
    match node:
        case ast.BinOp():
            return combine(OPERATORS[type(node.op)], worked_out(node.left, lookup), worked_out(node.right, lookup))
        case ast.UnaryOp():
            status, number = worked_out(node.operand, lookup)
            return status, None if number is None else -number
        case ast.Constant():
            return FINAL, Decimal(str(node.value))
        case ast.Call(func=ast.Name(id=mode), args=[operand, *years]):
            return lookup(*reference(operand), mode, years[0].value if years else None)
    return lookup(*reference(node), "same", None)


def combine(operator: str, left: Figure, right: Figure) -> Figure:
    for status in WORST_FIRST:
        if status in (left[0], right[0]):
            return status, None
    if NOTHING in (left[0], right[0]):
        return with_nothing(operator, left, right)
    softest = next(status for status in SOFTEST_FIRST if status in (left[0], right[0]))
    return softest, calculated(operator, left[1], right[1])


def with_nothing(operator: str, left: Figure, right: Figure) -> Figure:
    if operator == "/" and right[0] == NOTHING:
        return MEANINGLESS, None
    if operator in "*/" or left[0] == right[0]:
        return NOTHING, None
    if right[0] == NOTHING:
        return left
    return right if operator == "+" else (right[0], -right[1])


def calculated(operator: str, left: Decimal, right: Decimal) -> Decimal:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right
