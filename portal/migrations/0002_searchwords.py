"""The full-text index: an FTS5 table on SQLite (written from Python, see portal.fulltext), expression indexes on PostgreSQL."""

from django.db import migrations

SQLITE = ["CREATE VIRTUAL TABLE portal_searchwords USING fts5(title, body, tokenize = 'unicode61')"]
POSTGRESQL = [
    "CREATE INDEX search_title_words ON portal_searchdocument USING gin (to_tsvector('simple', title))",
    "CREATE INDEX search_body_words ON portal_searchdocument USING gin (to_tsvector('simple', body))",
]
UNDO_SQLITE = ["DROP TABLE portal_searchwords"]
UNDO_POSTGRESQL = ["DROP INDEX search_title_words", "DROP INDEX search_body_words"]


def run(sqlite, postgresql):
    def execute(apps, editor):
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(run(SQLITE, POSTGRESQL), run(UNDO_SQLITE, UNDO_POSTGRESQL))]
