"""The rules of the house that a program can check."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import allauth
from django.conf import settings

ROOT = settings.BASE_DIR
ROOMS = ("portal", "offers", "occupations", "monitoring", "internships", "articles")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
ALLAUTH = Path(allauth.__file__).parent / "templates"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(paths: list[Path], above: int) -> dict[str, int]:
    lines = {name(path): path.read_text().count("\n") for path in paths}
    return {path: number for path, number in lines.items() if number > above}


@cache
def functions(path: Path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def test_modules_are_short_and_so_are_their_functions():
    assert lines_of(MODULES, above=400) == {}
    lengths = {f"{name(path)} {node.name}": node.end_lineno - node.lineno + 1 for path in MODULES for node in functions(path)}
    assert {function: length for function, length in lengths.items() if length > 40} == {}


def test_imports_stand_at_the_top():
    imports = (ast.Import, ast.ImportFrom)
    inner = {name(path) for path in MODULES for function in functions(path) for node in ast.walk(function) if isinstance(node, imports)}
    assert inner == set()


def test_templates_are_short():
    assert lines_of(TEMPLATES, above=80) == {}


def test_no_template_has_inline_style_or_script():
    inline = re.compile(r"<style|style=|<script(?![^>]*\bsrc=)")
    found = {name(path) for path in TEMPLATES if inline.search(path.read_text())}
    assert found == {"templates/mail/base.html"}  # no style sheet reaches a mail


def test_a_component_says_what_it_needs():
    components = (ROOT / "templates" / "components").glob("*.html")
    assert {name(path) for path in components if not re.match(r"\{# .*(?:Needs|BoundField)", path.read_text())} == set()


def test_no_template_is_left_unused():
    code = "\n".join(path.read_text() for path in [*MODULES, *TEMPLATES])
    by_allauth = {f"{room}/{path.relative_to(ALLAUTH / room)}" for room in ("account", "mfa") for path in (ALLAUTH / room).rglob("*.html")}
    by_framework = by_allauth | {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "admin/base_site.html"}
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES} - by_framework
    unused = {template for template in names if f'"{template}"' not in code and not template.startswith("components/hits_")}
    assert unused == set()


def test_only_the_region_files_know_the_county():
    words = re.compile(r"Osnabr|Melle\b|Bramsche|MaßArbeit")
    files = [*MODULES, *TEMPLATES, *(ROOT / "static").rglob("*.css"), *(ROOT / "articles" / "data").glob("*.md")]
    found = {name(path) for path in files if words.search(path.read_text()) and "regions" not in path.parts}
    assert found <= {"portal/settings.py"}


def test_no_committed_file_names_this_machine_or_a_registry():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    files = [ROOT / path for path in tracked if (ROOT / path).is_file()]
    texts = {name(path): path.read_bytes() for path in files if path.stat().st_size < 2_000_000}
    pattern = re.compile(rb"(?<![\w./])/(?:work|root|home)/\w|(?:files\.)?python" rb"hosted|py" rb"pi\.org")
    assert {path for path, text in texts.items() if pattern.search(text)} == set()
