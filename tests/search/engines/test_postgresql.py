"""What is PostgreSQL's alone: an index of before spans of time."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from search.engines import Expression, database_engine
from search.engines.postgresql import PostgresqlEngine
from search.models import Entry
from tests.search.engines.rows import row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="an index of PostgreSQL"),
]
BEFORE = """
ALTER TABLE search_entry ADD COLUMN tokens_vector tsvector GENERATED ALWAYS AS (
    strip(to_tsvector('simple', filters || ' ' || title_tokens || ' ' || text_tokens || ' ' || coalesce(begins, '')))
) STORED;
CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens_vector);
CREATE FUNCTION search_newest(asked tsquery, most int, after bigint, before bigint) RETURNS SETOF bigint
LANGUAGE sql AS 'SELECT id FROM search_entry WHERE tokens_vector @@ asked';
"""


def test_an_index_of_before_is_made_anew() -> None:
    call_command("migrate", "search", "0010", verbosity=0)
    PostgresqlEngine().uninstall()
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
    rows = [row(number, minute=number * 3_000, filters="s10", text_tokens="fi0silta3") for number in range(1, 2001)]
    Entry.objects.bulk_create(rows)
    call_command("migrate", "search", verbosity=0)
    newest = [one.pk for one in reversed(rows)]
    assert database_engine().newest([Expression((frozenset({"fi0silta3"}),))], 10) == [newest[:10]]
    assert database_engine().newest([Expression((frozenset({"fi0silta3"}),))], 3000) == [newest]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'search_newest'")
        assert cursor.fetchone() == (1,)
