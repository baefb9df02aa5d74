"""The rules of the house that a program can check."""

import ast
import re
import subprocess
from pathlib import Path

import allauth
import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
ROOMS = ("portal", "offers", "occupations", "monitoring", "internships", "articles")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
ALLAUTH = Path(allauth.__file__).parent / "templates"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_so_are_its_functions(path):
    assert path.read_text().count("\n") <= 400
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions(path) if node.end_lineno - node.lineno >= 40}
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_stand_at_the_top(path):
    inner = [node for function in functions(path) for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert inner == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_short_and_has_no_inline_style_or_script(path):
    text = path.read_text()
    assert text.count("\n") <= 80
    if path.parts[-2:] == ("mail", "base.html"):
        return  # no stylesheet reaches a mail
    assert "<style" not in text
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", sorted((ROOT / "templates" / "components").glob("*.html")), ids=name)
def test_a_component_says_what_it_needs(path):
    assert re.match(r"\{# .*(?:Needs|BoundField)", path.read_text())


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
