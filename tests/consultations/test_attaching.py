"""Attachments on the form of an opinion, without scripts; and what staff do with them."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.jobs.models import Job
from core.models import AuditRow
from participation.consultations.models import Opinion, OpinionFile, UnfinishedOpinion
from participation.consultations.rules import UNFINISHED_DAYS
from participation.moderation.rules import Standing
from participation.retention import kinds
from participation.retention.rules import Scope
from tests import factories
from tests.surveys.test_files import pdf, picture

from .pages import B, consultation_page, send
from .test_files import keep, on_disk, sent
from .test_pages import typed, write_url

pytestmark = pytest.mark.django_db


def form_at(client, page, section=B):
    """What a browser would send back."""
    context = client.get(f"{write_url(page)}?section={section}").context
    kept = [one.key for one in context["attached"].files]
    return {"uuid": str(context["form"]["uuid"].value()), "kept": kept, "attaches": "1", "section": section}


def post(client, page, form, *uploads, **fields):
    return client.post(write_url(page), typed(**{**form, "files": uploads, **fields}), follow=True)


def names(content):
    return [one for one in ("Suunnitelma.pdf", "kuva.webp", "toinen.pdf") if one in content]


def test_an_objection_is_attachments_only(client, page):
    response = post(client, page, form_at(client, page), pdf(), picture(), body="")
    opinion = Opinion.objects.get()
    assert (opinion.body, [row.name for row in opinion.files.all()]) == ("", ["Suunnitelma.pdf", "kuva.webp"])
    assert names(response.content.decode()) == ["Suunnitelma.pdf", "kuva.webp"]
    assert names(client.get(f"{page.url}mielipiteet/").content.decode()) == ["Suunnitelma.pdf", "kuva.webp"]


def test_an_error_elsewhere_loses_no_file_and_one_can_be_removed(client, page):
    form = form_at(client, page)
    response = post(client, page, form, pdf(), pdf("toinen.pdf"), full_name="", email="")
    assert Opinion.objects.count() == 0
    kept = response.context["attached"].files
    assert [one.name for one in kept] == ["Suunnitelma.pdf", "toinen.pdf"]
    assert str(response.context["form"]["uuid"].value()) == form["uuid"]
    post(client, page, {**form, "kept": [kept[1].key]})
    assert [row.name for row in Opinion.objects.get().files.all()] == ["toinen.pdf"]


def test_what_is_not_taken_is_said_and_nothing_is_sent_without_it(client, page, settings):
    settings.OPINION_FILES = 1
    response = post(client, page, form_at(client, page), pdf(), pdf("toinen.pdf"))
    content = response.content.decode()
    assert Opinion.objects.count() == 0
    assert "«toinen.pdf»" in content
    assert 'aria-invalid="true"' in content
    assert "Puutalot säilytettävä." in content


def test_a_form_that_lost_its_name_gets_a_new_one(client, page):
    response = post(client, page, {"attaches": "1", "uuid": "x"}, pdf(), body="")
    assert [row.name for row in Opinion.objects.get().files.all()] == ["Suunnitelma.pdf"]
    assert response.status_code == 200


def test_a_machine_leaves_no_files(client, page):
    post(client, page, form_at(client, page), pdf(), more_about="x")
    assert (OpinionFile.objects.count(), Opinion.objects.count()) == (0, 0)


def test_nothing_is_taken_where_nothing_is_sent(client, site):
    page = consultation_page(site, closes_at=timezone.now() - timedelta(hours=1))
    post(client, page, {"attaches": "1", "uuid": ""}, pdf())
    assert OpinionFile.objects.count() == 0


def test_saved_for_later_they_wait_as_long(client, page, django_capture_on_commit_callbacks):
    now = timezone.now()
    post(client, page, form_at(client, page), pdf(), body="", later="1")
    form = form_at(client, page)
    assert len(form["kept"]) == 1
    post(client, page, form, full_name="", email="")  # an error does not shorten it
    with time_machine.travel(now + timedelta(days=UNFINISHED_DAYS)), django_capture_on_commit_callbacks(execute=True):
        call_command("purge_consultations", verbosity=0)
        assert OpinionFile.objects.count() == 1
    with time_machine.travel(now + timedelta(days=UNFINISHED_DAYS + 2)):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("purge_consultations", verbosity=0)
        assert (OpinionFile.objects.count(), UnfinishedOpinion.objects.count(), on_disk()) == (0, 0, set())


def test_saved_for_later_they_are_sent_then(client, page):
    post(client, page, form_at(client, page), pdf(), later="1")
    post(client, page, form_at(client, page))
    assert [row.name for row in Opinion.objects.get().files.all()] == ["Suunnitelma.pdf"]
    assert UnfinishedOpinion.objects.count() == 0


def test_thrown_away_they_go(client, page):
    post(client, page, form_at(client, page), pdf(), later="1")
    client.post(write_url(page), {"section": B, "discard": "1"})
    assert OpinionFile.objects.count() == 0


def test_who_signs_in_between_loses_no_file(client, site):
    page = consultation_page(site, kind="open", stage="", audience="account")
    post(client, page, form_at(client, page, ""), pdf())
    assert OpinionFile.objects.get().opinion is None
    form = form_at(client, page, "")
    assert len(form["kept"]) == 1
    client.force_login(factories.resident())
    post(client, page, form)
    assert [row.name for row in Opinion.objects.get().files.all()] == ["Suunnitelma.pdf"]


def test_retention_deletes_them_and_leaves_the_words(site, page):
    opinion = sent(page, pdf())
    keep(page, opinion.uuid, pdf("toinen.pdf"))  # waits, and is not retention's
    kind = kinds.get("opinion_files")
    scope = Scope(site_id=site.pk, project_key=None, before=page.closes_at)
    assert kind.due(scope).count() == 0
    scope = Scope(site_id=site.pk, project_key=None, before=page.closes_at + timedelta(seconds=1))
    ids = list(kind.due(scope).values_list("pk", flat=True))
    assert kind.expire(ids, timezone.now()) == 1
    assert [row.name for row in OpinionFile.objects.all()] == ["toinen.pdf"]
    assert Opinion.objects.get().body == "Puutalot säilytettävä."


@pytest.fixture
def staff(site):
    client = Client()
    client.force_login(factories.official(site, Role.PREPARER))
    return client


def test_staff_open_them_also_when_the_public_does_not(site, staff, page):
    opinion = sent(page, pdf())
    Opinion.objects.update(standing=Standing.HELD, was_public=False)
    address = reverse("opinions_admin:file", args=[opinion.pk, opinion.files.get().key])
    content = staff.get(reverse("opinions_admin:opinion", args=[opinion.pk])).content.decode()
    assert address in content
    assert "viruksia ei ole etsitty" in content
    answer = staff.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 hei"
    assert "no-store" in answer["Cache-Control"]
    row = AuditRow.objects.get(verb="consultation.export")
    assert (row.key, row.detail["form"]) == (str(page.translation_key), "file")
    other = send(page)
    foreign = reverse("opinions_admin:file", args=[other.pk, opinion.files.get().key])
    assert staff.get(foreign, follow=True).status_code == 404
    desk = Client()
    desk.force_login(factories.official(site, Role.EDITOR))
    assert desk.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("personal", [False, True])
def test_all_of_them_come_as_a_package(staff, page, personal, django_capture_on_commit_callbacks):
    shown, hidden, taken_back = (
        sent(page, pdf(f"{name}.pdf", content=name.encode().join([b"%PDF-", b""]))) for name in "abc"
    )
    Opinion.objects.filter(pk=hidden.pk).update(standing=Standing.HELD, was_public=False)
    Opinion.objects.filter(pk=taken_back.pk).update(removed_at=timezone.now())
    send(page)
    more = {"personal": "on", "reason": "Vastineiden valmistelu"} if personal else {}
    with django_capture_on_commit_callbacks(execute=True):
        staff.get(reverse("consultations_admin:take", args=[page.translation_key]), {"form": "zip", **more})
    job = Job.objects.get()
    assert (job.state, job.result) == ("done", {"rows": 2 if personal else 1})
    with job.result_file.open("rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as package:
        found = {name: package.read(name) for name in package.namelist()}
    expected = {shown: b"%PDF-a"} | ({hidden: b"%PDF-b"} if personal else {})
    assert sorted(found.values()) == sorted(expected.values())
    assert {name.split("-")[0] for name in found} == {str(one.pk) for one in expected}
    assert AuditRow.objects.get(verb="consultation.export").detail["form"] == "zip"
