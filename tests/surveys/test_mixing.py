"""After a survey has closed, the database's own files tell no longer which rows came together."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from surveys.actions import mix_rows
from surveys.actions.mixing import TABLES
from surveys.models import Contact, Response, TookPart, Version

from .pages import survey_page

pytestmark = pytest.mark.django_db(transaction=True)
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone stamps rows")
NUMBER = 12


def answered(page):
    """Each in a transaction of its own, as answers come."""
    version = Version.objects.get(survey_key=page.translation_key)
    known = {"survey_key": page.translation_key}
    for place in range(NUMBER):
        with transaction.atomic():
            Response.objects.create(version=version, language="fi", day=timezone.localdate(), answers={}, **known)
            Contact.objects.create(site=version.site, question="mail", value=f"a{place}@example.fi", **known)
            TookPart.objects.create(mark=f"{page.pk} {place}", **known)


def column(model, what, order):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM {model._meta.db_table} ORDER BY {order}")
        return [row[0] for row in cursor.fetchall()]


def stamps(model):
    return set(column(model, "xmin::text", "id"))


@postgresql
def test_rows_of_a_closed_survey_have_one_stamp_and_stand_by_their_keys(site):
    page = survey_page(site)
    answered(page)
    assert stamps(Contact) == stamps(Response) == stamps(TookPart)
    assert len(stamps(Contact)) == NUMBER
    kept = sorted(Response.objects.values_list("pk", "answers", "day"))
    assert page.closes_at
    with time_machine.travel(page.closes_at + timedelta(hours=1)):
        call_command("purge_surveys")
    for model in (Contact, Response, TookPart):
        assert len(stamps(model)) == 1
    for table in TABLES:
        assert column(table, "id", "ctid") == column(table, "id", "id")
    assert sorted(Response.objects.values_list("pk", "answers", "day")) == kept


@postgresql
@pytest.mark.parametrize("later", [timedelta(hours=-1), timedelta(days=3)])
def test_nothing_is_moved_while_a_survey_is_open_or_long_after(site, later):
    page = survey_page(site)
    answered(page)
    assert not mix_rows(now=page.closes_at + later)
    assert len(stamps(Contact)) == NUMBER
