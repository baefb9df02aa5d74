"""make bench: what a page costs, as a multiple of a hello-world view of the same project in the same run.

Serves the portal under gunicorn (2 workers of 3 threads, SQLite) with 10,000 and then 100,000 places and asks it over one
keep-alive connection per client. CPU milliseconds are those of the server's processes, so the figure survives a busy machine.
Writes docs/performance.md.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
PORT = 8765
CLIENTS = 4
PAGES = {
    "Hello-world": "/hallo",
    "Home": "/",
    "Place search, radius": "/plaetze/?ort=Melle&umkreis=25",
    "Place search, radius, kind, certificate": "/plaetze/?ort=49074&umkreis=15&art=ausbildung&abschluss=1",
    "Place search, newest": "/plaetze/",
    "Place search, words": "/plaetze/?q=tischler&ort=Bramsche&umkreis=25",
    "Place": "{posting}",
    "Occupation": "/berufe/tischler-in/",
}


@dataclass(frozen=True)
class Figure:
    """One page at one size: requests per second, CPU ms per request (and when the page is made anew each time), queries, bytes."""

    per_second: float
    cpu_ms: float
    made_ms: float
    queries: int
    size: int


def manage(folder: str, *arguments: str) -> str:
    environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "SECRET_KEY": "bench"}
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def serve(folder: str, cache_seconds: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{PORT}", "--workers", "2", "--threads", "3"]
    command += ["--worker-class", "gthread", "--no-control-socket", "--log-level", "error"]
    environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": "", "SECRET_KEY": "bench", "PAGE_CACHE_SECONDS": str(cache_seconds)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    for _ in range(100):
        try:
            fetch(connect(), "/healthz")
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn did not start")


def connect() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)


def fetch(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path}: status {response.status}")
    return body


def cpu_seconds(server: subprocess.Popen) -> float:
    processes = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    return sum(times.user + times.system for times in (process.cpu_times() for process in processes))


def load(path: str, seconds: float) -> int:
    """Requests answered within the time by CLIENTS clients."""
    end, counts = time.monotonic() + seconds, []

    def client():
        connection, number = connect(), 0
        while time.monotonic() < end:
            fetch(connection, path)
            number += 1
        counts.append(number)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sum(counts)


def measure(server: subprocess.Popen, path: str, seconds: float) -> tuple[float, float]:
    """(requests per second, CPU ms per request)."""
    load(path, 0.5)
    cpu, started = cpu_seconds(server), time.monotonic()
    number = load(path, seconds)
    elapsed, cpu = time.monotonic() - started, cpu_seconds(server) - cpu
    return number / elapsed, 1000 * cpu / number


def measure_all(folder: str, paths: list[str], seconds: float, cache_seconds: int) -> dict[str, tuple[float, float, int]]:
    """{path: (requests per second, CPU ms, bytes)} from one server."""
    server = serve(folder, cache_seconds)
    try:
        return {path: (*measure(server, path, seconds), len(fetch(connect(), path))) for path in paths}
    finally:
        server.terminate()
        server.wait()


def run(places: int, seconds: float) -> dict[str, Figure]:
    folder = tempfile.mkdtemp(prefix="portal-bench-")
    for step in (["migrate"], ["import_data"], ["create_pages"], ["demo", "--scale", str(places / 2000)], ["collectstatic", "--noinput"]):
        print(f"  {' '.join(step)} ...", flush=True)
        manage(folder, *step)
    paths = {name: path.format(posting=first_posting(folder)) for name, path in PAGES.items()}
    queries = json.loads(manage(folder, "shell", "-v0", "-c", COUNT_QUERIES.format(paths=list(paths.values()))).splitlines()[-1])
    shown = measure_all(folder, list(paths.values()), seconds, cache_seconds=60)
    made = measure_all(folder, list(paths.values()), seconds, cache_seconds=0)
    shutil.rmtree(folder, ignore_errors=True)
    return {name: Figure(*shown[path][:2], made[path][1], queries[path], shown[path][2]) for name, path in paths.items()}


def first_posting(folder: str) -> str:
    code = "from internships.models import Posting; print(Posting.objects.published().first().get_absolute_url())"
    return manage(folder, "shell", "-v0", "-c", code).splitlines()[-1]


COUNT_QUERIES = """
import json
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
counts, client = {{}}, Client(headers={{"host": "127.0.0.1"}})
settings.PAGE_CACHE_SECONDS = 0
client.get("/")
for path in {paths}:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    counts[path] = len(queries)
print(json.dumps(counts))
"""


def table(figures: dict[str, Figure]) -> str:
    hello = figures["Hello-world"].made_ms
    rows = ["| page | requests/s | CPU ms | times hello-world | made anew: CPU ms | times hello-world | queries | bytes (gzip) |"]
    rows.append("|---" * 8 + "|")
    for name, figure in figures.items():
        shown = f"{figure.per_second:.0f} | {figure.cpu_ms:.2f} | {figure.cpu_ms / hello:.1f}"
        made = f"{figure.made_ms:.2f} | {figure.made_ms / hello:.1f}"
        rows.append(f"| {name} | {shown} | {made} | {figure.queries} | {figure.size} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6, help="per page and size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of places")
    options = parser.parse_args()
    parts = []
    results = {}
    for places in options.sizes:
        print(f"{places:,} places", flush=True)
        results[places] = run(places, options.seconds)
        parts.append(f"## {places:,} places\n\n{table(results[places])}\n")
        print(parts[-1], flush=True)
    report = ROOT / "docs" / "performance.md"
    pieces = [
        HEADER.format(date=time.strftime("%Y-%m-%d")),
        "\n".join(parts),
        growth(results),
        search_quality(),
        check_costs(),
        figures_import(),
    ]
    report.write_text("".join(pieces))
    print(f"written to {report.relative_to(ROOT)}")


def growth(results: dict[int, dict[str, Figure]]) -> str:
    if len(results) < 2:
        return ""
    small, large = results[min(results)], results[max(results)]
    title = f"\n## CPU at {max(results):,} places as a multiple of {min(results):,}\n\n| page | times | made anew: times |\n|---|---|---|\n"
    rows = [
        f"| {name} | {large[name].cpu_ms / small[name].cpu_ms:.2f} | {large[name].made_ms / small[name].made_ms:.2f} |" for name in small
    ]
    return title + "\n".join(rows) + "\n"


def search_quality() -> str:
    """How many of the real-life queries have what was meant among the first three, by kind of query."""
    folder = tempfile.mkdtemp(prefix="portal-bench-")
    manage(folder, "migrate")
    manage(folder, "import_data")
    rows = json.loads(manage(folder, "shell", "-v0", "-c", ASK_QUERIES).splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)
    lines = [f"| {why} | {hits} | {asked} | {hits / asked:.0%} |" for why, (hits, asked) in rows.items()]
    title = "\n## Search: what was meant stands among the first three\n\n| kind of query | found | asked | share |\n|---|---|---|---|\n"
    text = title + "\n".join(lines) + "\n"
    print(text)
    return text


def check_costs() -> str:
    """What the career check's result costs: ranking all occupations, and the page with the places near home."""
    folder = tempfile.mkdtemp(prefix="portal-bench-")
    for step in (["migrate"], ["import_data"], ["demo"], ["collectstatic", "--noinput"]):
        manage(folder, *step)
    found = json.loads(manage(folder, "shell", "-v0", "-c", TAKE_CHECKS).splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)
    text = "\n## The career check's result\n\n| | median | slowest of twenty | target |\n|---|---|---|---|\n"
    what = f"ranking all {found['occupations']} occupations and choosing twelve: CPU ms"
    text += f"| {what} | {found['rank'][0]:.2f} | {found['rank'][1]:.2f} | < 5 |\n"
    text += f"| the whole page: CPU ms | {found['page'][0]:.1f} | {found['page'][1]:.1f} | |\n"
    text += f"| the whole page: queries | {found['queries'][0]:.0f} | {found['queries'][1]:.0f} | <= 8 |\n"
    print(text)
    return text


def figures_import() -> str:
    """How long 50 indicators of 35 municipalities over 20 years take to come in, and a second time."""
    folder = tempfile.mkdtemp(prefix="portal-bench-")
    manage(folder, "migrate")
    manage(folder, "import_region")
    first, second = json.loads(manage(folder, "shell", "-v0", "-c", BRING_FIGURES).splitlines()[-1])
    shutil.rmtree(folder, ignore_errors=True)
    text = "\n## Figures: 50 indicators, 35 municipalities, 20 years (35,000 values)\n\n| | seconds | CPU seconds |\n|---|---|---|\n"
    text += f"| import | {first[0]:.1f} | {first[1]:.1f} |\n| the same file again | {second[0]:.1f} | {second[1]:.1f} |\n"
    print(text)
    return text


BRING_FIGURES = """
import json, time
from monitoring import imports
from monitoring.models import Delivery, Value
from monitoring.models.areas import know_the_region
from portal.models import Municipality
know_the_region()
lines = ["kennzahl;gebiet;zeit;wert"]
for place, ags in enumerate(Municipality.objects.values_list("ags", flat=True)):
    lines += [f"kennzahl-{number};{ags};{year};{number * year + place}" for number in range(50) for year in range(2004, 2024)]
times = []
for _ in range(2):
    started, cpu = time.monotonic(), time.process_time()
    imports.apply(Delivery.of("fifty.csv", "\\n".join(lines).encode()))
    times.append([time.monotonic() - started, time.process_time() - cpu])
assert Value.objects.count() == 35_000
print(json.dumps(times))
"""

TAKE_CHECKS = """
import json, time
from statistics import median, quantiles
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from occupations.check.bank import Form, pages
from occupations.check.codes import Result, encode
from occupations.check.matching import Wishes, match, select
from occupations.check.pages.catalogue import BANK, keys, stock
from occupations.check.pages.models import current_rules
from occupations.check.scoring import score
from occupations.check.simulation import simulate
from portal.models import Municipality
from random import Random
weights, reference = current_rules(BANK)
random, kept, codes = Random(0), stock(), [code for page in pages(BANK) for code in page]
rank, page, queries = [], [], []
client, town = Client(headers={"host": "127.0.0.1"}), Municipality.objects.first().name
known, people = keys(), [score(BANK, {code: sheet[code] for code in codes}) for sheet in simulate(200, seed=1)]
people = [profile for profile in people if not profile.is_flat]
ticked = [[tuple(random.sample(words, 2)) for words in (known.fields, known.subjects, known.strengths)] for _ in people]
wishes = [Wishes(*chosen, liked=known.conditions[:2], never=known.conditions[5:7]) for chosen in ticked]
for profile, wished in zip(people, wishes):
    started = time.process_time()
    select(match(profile, reference, kept.engine, wished, weights))
    rank.append(1000 * (time.process_time() - started))
for profile, wished in zip(people, wishes):
    code = encode(Result(BANK.version, Form.CORE, profile.values, wished), known)
    started = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        assert client.post("/check/ergebnis/", {"code": code, "ort": town}).status_code == 200
    page.append(1000 * (time.process_time() - started))
    queries.append(len(asked))
slow = lambda times: [median(times), quantiles(times, n=20)[-1]]
print(json.dumps({"occupations": len(kept.entries), "rank": slow(rank), "page": slow(page), "queries": [median(queries), max(queries)]}))
"""

ASK_QUERIES = """
import csv, json
from occupations.models import Occupation
from portal import fulltext
addresses, counts = dict(Occupation.objects.values_list("pk", "slug")), {"all": [0, 0]}
for row in csv.DictReader(open("tests/occupations/queries.csv", encoding="utf-8")):
    found = {addresses[hit.object_id] for hit in fulltext.search(row["query"], ["occupation"], 3).hits}
    for why in ("all", row["why"]):
        count = counts.setdefault(why, [0, 0])
        count[0] += bool(found & set(row["expected"].split()))
        count[1] += 1
print(json.dumps(counts))
"""

HEADER = """# Performance

`make bench` on {date}: gunicorn gthread, 2 workers of 3 threads, SQLite, 4 clients with keep-alive on the same machine (2 cores).
The figure to compare is CPU time as a multiple of the hello-world view of the same project in the same run; requests per second
depend on what else the machine does. Targets: place search with radius at most 12 times hello-world at 10,000 places and at most
1.3 times that CPU at 100,000; a place at most 8 times; at most 8 queries each; nothing written on an anonymous GET (held by a test).

Anonymous pages come from the process's memory while nothing changes (`portal/page_cache.py`, decision 4): that is "CPU ms". "Made anew" is
the same page with that switched off (`PAGE_CACHE_SECONDS=0`): what the first visitor after a change pays. Hello-world is measured with it
switched off. The queries are those of a page made anew.

"""

if __name__ == "__main__":
    main()
