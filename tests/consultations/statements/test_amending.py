"""What was given is amended: its files, and what is sent again as it was."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.models import AuditRow
from participation.consultations import files
from participation.consultations.models import Opinion, OpinionFile
from participation.consultations.statements import actions
from participation.consultations.statements.links import link_of
from tests.surveys.test_files import pdf

from .test_actions import draft, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(asked):
    row = asked()
    give(row, taken=files.bring([pdf("kartta.pdf"), pdf("liite.pdf")], kept=0).taken)
    row.refresh_from_db()
    return row


def keys(row):
    return {one.name: one.key for one in OpinionFile.objects.filter(uuid=row.uuid)}


def test_an_unticked_file_stays_unticked_in_the_draft_and_goes_when_the_statement_is_amended(client, given):
    known = keys(given)
    actions.keep_draft(invitation=given, draft=draft(kept=[known["liite.pdf"]]), now=timezone.now())
    shown = client.get(reverse("consultations:statement", args=[link_of(given.key)]) + "?amend=1").content.decode()
    box = {name: shown.split(f'value="{key}"')[1].split(">")[0] for name, key in known.items()}
    assert ("checked" in box["kartta.pdf"], "checked" in box["liite.pdf"]) == (False, True)
    assert len(keys(given)) == 2  # the statement is as it was given
    give(given, body="Toisin.", kept=[known["liite.pdf"]])
    assert list(keys(given)) == ["liite.pdf"]


def test_a_file_that_is_ticked_again_stays(given):
    known = keys(given)
    actions.keep_draft(invitation=given, draft=draft(kept=[]), now=timezone.now())
    give(given, kept=known.values())
    assert set(keys(given)) == {"kartta.pdf", "liite.pdf"}


def test_what_is_sent_again_as_it_was_is_no_amendment(given):
    before, letters = Opinion.objects.get(), len(mail.outbox)
    give(given, kept=keys(given).values())
    after = Opinion.objects.get()
    assert after.edited_at is before.edited_at is None
    assert not AuditRow.objects.filter(verb="opinion.amend").exists()
    assert len(mail.outbox) == letters
    give(given, kept=list(keys(given).values())[:1])
    assert AuditRow.objects.filter(verb="opinion.amend").count() == 1
