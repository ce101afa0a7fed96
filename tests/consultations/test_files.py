"""Files of opinions: taken, kept until they are sent, read while the opinion is public, gone with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from core.refusal import Refused
from participation.consultations import actions, files
from participation.consultations.models import Opinion, OpinionFile
from participation.consultations.queries import files_of
from participation.moderation.rules import Standing
from tests.surveys.clamd import VIRUS, clamd, heard_at
from tests.surveys.test_files import package, pdf, picture

from .pages import consultation_page, found, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def on_disk():
    folder = Path(settings.PRIVATE_ROOT) / "consultations"
    return {one.name for one in folder.glob("*")} if folder.exists() else set()


def keep(page, uuid, *uploads, kept=None, until=None):
    brought = files.bring(uploads, kept=0)
    assert not brought.refused
    return actions.keep_files(
        site=page.get_site(),
        consultation_key=page.translation_key,
        uuid=uuid,
        kept=kept,
        taken=brought.taken,
        until=until or timezone.now() + DAY,
    )


def sent(page, *uploads, **fields):
    uuid = uuid4()
    keep(page, uuid, *uploads)
    return send(page, uuid=uuid, **fields)


def test_what_is_taken_and_what_not(settings):
    settings.OPINION_FILES, settings.OPINION_FILE_MEGABYTES = 3, 1
    brought = files.bring(
        [
            pdf(),
            picture(),
            package("Lausunto.odt", "content.xml"),
            package("Taulukko.xlsx", "xl/workbook.xml"),
        ],
        kept=0,
    )
    assert [one.name for one in brought.taken] == ["Suunnitelma.pdf", "kuva.webp", "Lausunto.odt"]
    assert ["«Taulukko.xlsx»" in said for said in brought.refused] == [True]
    brought = files.bring([package("Taulukko.xlsx", "xl/workbook.xml"), pdf(content=b"<html>"), pdf()], kept=2)
    assert [one.name for one in brought.taken] == ["Suunnitelma.pdf"]
    assert len(brought.refused) == 2
    assert files.bring([pdf(content=b"%PDF-" + b"x" * 1024 * 1024)], kept=0).taken == []


def test_files_are_searched_for_viruses(settings):
    with clamd() as server:
        settings.CLAMD = heard_at(server)
        brought = files.bring([pdf(content=b"%PDF-" + VIRUS), pdf()], kept=0)
    assert ([one.searched for one in brought.taken], len(brought.refused)) == ([True], 1)


def test_what_waits_goes_with_the_opinion(page):
    opinion = sent(page, pdf(), picture(), body="")
    assert [(row.name, row.opinion_id, row.kept_until) for row in OpinionFile.objects.all()] == [
        ("Suunnitelma.pdf", opinion.pk, None),
        ("kuva.webp", opinion.pk, None),
    ]
    assert {row.key for row in OpinionFile.objects.all()} <= on_disk()


def test_a_file_of_another_consultation_is_no_content(page, site):
    other, uuid = consultation_page(site, "Toinen"), uuid4()
    keep(other, uuid, pdf())
    with pytest.raises(Refused) as caught:
        send(page, uuid=uuid, body="")
    assert caught.value.refusal.code == "empty"
    assert OpinionFile.objects.get().opinion is None


def test_files_are_removed_and_added_while_they_wait(page, django_capture_on_commit_callbacks):
    uuid = uuid4()
    first = keep(page, uuid, pdf("a.pdf"), pdf("b.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        rows = keep(page, uuid, pdf("c.pdf"), kept=[first[1].key])
    assert [row.name for row in rows] == ["b.pdf", "c.pdf"]
    assert on_disk() & {row.key for row in [*first, *rows]} == {row.key for row in rows}


def test_the_public_reads_files_while_the_opinion_is_public(page, client):
    opinion = sent(page, pdf())
    address = OpinionFile.objects.get().get_absolute_url()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 hei"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="Suunnitelma.pdf"'
    assert address in client.get(page.url).content.decode()
    Opinion.objects.filter(pk=opinion.pk).update(standing=Standing.HELD, was_public=False)
    assert client.get(address).status_code == 404
    Opinion.objects.filter(pk=opinion.pk).update(standing=Standing.PUBLIC, was_public=True)
    page.unpublish()
    assert client.get(address).status_code == 404


def test_nobody_reads_what_waits(page, client):
    assert client.get(keep(page, uuid4(), pdf())[0].get_absolute_url()).status_code == 404


def test_files_go_when_the_opinion_is_taken_back(page, django_capture_on_commit_callbacks):
    opinion = sent(page, pdf())
    key = opinion.files.get().key
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(opinion=opinion, terms=found(page).terms, user=None, by_link=True, now=timezone.now())
    assert (OpinionFile.objects.count(), key in on_disk()) == (0, False)


def test_what_nobody_sends_is_purged(page, django_capture_on_commit_callbacks):
    opinion = sent(page, pdf("mukana.pdf"))
    keep(page, uuid4(), pdf("jäi.pdf"))
    (Path(settings.PRIVATE_ROOT) / "consultations" / "kadonnut").write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_consultations", verbosity=0)
    assert OpinionFile.objects.count() == 2
    with time_machine.travel(timezone.now() + 2 * DAY), django_capture_on_commit_callbacks(execute=True):
        call_command("purge_consultations", verbosity=0)
    assert on_disk() == {OpinionFile.objects.get(opinion=opinion).key}


def test_files_of_many_cost_one_query(page, django_assert_num_queries):
    rows = [sent(page, pdf()) for _number in range(3)]
    with django_assert_num_queries(1):
        assert [len(found) for found in files_of(rows).values()] == [1, 1, 1]
