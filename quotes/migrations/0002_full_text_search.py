"""Index the words of quotes for full-text search, each engine in its own way.

SQLite: an FTS5 table over `search_text`, kept in step by triggers. A later migration that
makes Django rebuild the table quotes_quote drops the triggers: it must run `create` again.
PostgreSQL: a GIN index of the words of `search_text` as they stand; its own parser would
divide them by other rules.
"""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE quotes_quote_words USING fts5(
        search_text, content='quotes_quote', content_rowid='id', tokenize='ascii', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER quotes_quote_words_insert AFTER INSERT ON quotes_quote BEGIN
        INSERT INTO quotes_quote_words(rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    """
    CREATE TRIGGER quotes_quote_words_delete AFTER DELETE ON quotes_quote BEGIN
        INSERT INTO quotes_quote_words(quotes_quote_words, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
    END
    """,
    """
    CREATE TRIGGER quotes_quote_words_update AFTER UPDATE OF id, search_text ON quotes_quote BEGIN
        INSERT INTO quotes_quote_words(quotes_quote_words, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO quotes_quote_words(rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    "INSERT INTO quotes_quote_words(quotes_quote_words) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER quotes_quote_words_insert",
    "DROP TRIGGER quotes_quote_words_delete",
    "DROP TRIGGER quotes_quote_words_update",
    "DROP TABLE quotes_quote_words",
)
POSTGRESQL = (
    """
    CREATE INDEX quote_words ON quotes_quote
    USING gin (array_to_tsvector(string_to_array(search_text, ' ')))
    """,
)
POSTGRESQL_BACK = ("DROP INDEX quote_words",)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
