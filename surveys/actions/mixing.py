"""What the database's own files would tell of who answered what, taken away once a survey has closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F

from ..models import Code, Contact, Draft, OwnDraft, Response, SurveyPage, TookPart

DAYS = 2  # after closing within which rows are mixed: a night that was missed is made up for
TABLES: tuple[type[models.Model], ...] = (Contact, Response, Code, TookPart, Draft, OwnDraft)


def mix_rows(*, now: datetime) -> bool:
    """PostgreSQL stamps a row with the transaction that wrote it and adds it where there is room, so a code and the
    response that was sent with it could be paired. Of surveys that have just closed, all rows get one stamp, and tables
    are laid out by their random keys. Whether there was anything to do."""
    if connection.vendor != "postgresql":
        return False
    just = SurveyPage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, closes_at__lt=now, closes_at__gte=now - timedelta(days=DAYS)
    )
    keys = list(just.values_list("translation_key", flat=True))
    if keys:
        _stamp(keys)
        for model in filter(_is_ours, TABLES):
            _lay_out(model)
    return bool(keys)


@transaction.atomic
def _stamp(keys: list[Any]) -> None:
    """Freezing alone would keep the stamps."""
    for model in (Contact, Response, TookPart):
        model.objects.filter(survey_key__in=keys).update(survey_key=F("survey_key"))
    Code.objects.filter(batch__survey_key__in=keys).update(state=F("state"))


def _is_ours(model: type[models.Model]) -> bool:
    """Only who owns a table may lay it out anew; the site may run as another role (docs/operators.md)."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass", [table])
        return bool(cursor.fetchone()[0])


def _lay_out(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
        primary = next(name for name, found in constraints.items() if found["primary_key"])
        quote = connection.ops.quote_name
        cursor.execute(f"CLUSTER {quote(table)} USING {quote(primary)}")
