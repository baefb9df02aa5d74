"""What the database's planner should know after many rows came or went."""

from django.db import connection


def renew() -> None:
    """ANALYZE, on SQLite and PostgreSQL alike: without it SQLite walks the wrong index from some ten thousand rows on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
