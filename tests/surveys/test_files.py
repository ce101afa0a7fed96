"""Files with answers: taken, kept while going back and forth, opened by staff, gone with what they came with."""

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.blocks import StructBlockValidationError

from accounts.roles import Role
from core.jobs.models import Job
from core.models import AuditRow
from surveys import actions, expiring
from surveys.models import Draft, Response, SentFile
from tests import factories

from .clamd import VIRUS, clamd, heard_at
from .pages import IDS, block, post, sent, start, survey_page
from .test_pages import begin, human, path, text

pytestmark = pytest.mark.django_db
FILE = "mail"  # the key of the question of files


@pytest.fixture
def page(site):
    return survey_page(site, questions=questions(), may_edit=True)


def questions(**fields):
    limits = {"max": 2, "megabytes": 1, "pictures": True, "documents": True, **fields}
    return [
        start("food", "Liite"),
        block("file", FILE, "Lähetä suunnitelma", **limits),
        block("short_text", "why", "Nimi", required=True, max=None),
        start("you", "Sinä"),
        block("short_text", "school", "Koulu", max=None),
    ]


def pdf(name="Suunnitelma.pdf", content=b"%PDF-1.7 hei"):
    return SimpleUploadedFile(name, content)


def picture(name="kuva.jpg"):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Salainen kamera"
    Image.new("RGB", (30, 20), "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def package(name, *parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return SimpleUploadedFile(name, out.getvalue())


def chosen(*files):
    return {f"q-{IDS[FILE]}-file": list(files)}


def kept(*names):
    return post(FILE, *(SentFile.objects.get(name=name).key for name in names))


def on_disk():
    folder = Path(settings.PRIVATE_ROOT) / "surveys"
    return {found.name for found in folder.glob("*")} if folder.exists() else set()


def known():
    return set(SentFile.objects.values_list("key", flat=True))


def first(client, page, *files, why="Aino", **more):
    return begin(client, page, chosen(*files), post("why", why), asked=f"{FILE} why", **more)


def through(client, page, *files):
    step = path(first(client, page, *files))
    review = path(client.post(step, sent(post("school", "Harjula"), asked="school")))
    client.post(review.replace("tarkistus", "laheta"))
    return Response.objects.get()


@pytest.fixture(autouse=True)
def clean():
    for name in on_disk():
        (Path(settings.PRIVATE_ROOT) / "surveys" / name).unlink()


def test_a_file_goes_from_the_form_to_the_response(client, page):
    assert 'enctype="multipart/form-data"' in client.get("/fi/kouluruoka/").content.decode()
    step = path(first(client, page, pdf()))
    assert step.endswith(f"/sivu/{IDS['you']}/")
    review = path(client.post(step, sent(post("school", "Harjula"), asked="school")))
    assert "Suunnitelma.pdf (12 tavua)" in text(client.get(review)).replace("\xa0", " ")
    client.post(review.replace("tarkistus", "laheta"))
    row = SentFile.objects.get()
    assert (row.response, row.draft, row.content.read()) == (Response.objects.get(), None, b"%PDF-1.7 hei")
    assert row.response.answers[IDS[FILE]] == [{"key": row.key, "name": "Suunnitelma.pdf", "size": 12}]
    midnight = datetime.fromtimestamp(Path(row.content.path).stat().st_mtime)
    assert (midnight.hour, midnight.minute) == (0, 0)


def test_a_file_is_not_lost_when_something_else_is_wrong(client, page):
    step = first(client, page, pdf(), why="")
    assert step["Location"].endswith("?check=1")
    shown = client.get(step["Location"])
    assert "Suunnitelma.pdf" in text(shown)
    assert f'id="q-{IDS["why"]}-error"' in shown.content.decode()
    on = client.post(path(step), sent(kept("Suunnitelma.pdf"), post("why", "Aino"), asked=f"{FILE} why"))
    assert path(on).endswith(f"/sivu/{IDS['you']}/")
    back = client.post(path(on), sent(post("school", ""), asked="school", go="back"))
    assert "checked> <span>Suunnitelma.pdf" in client.get(path(back)).content.decode()


def test_files_are_added_and_removed(client, page):
    here = path(first(client, page, pdf("a.pdf"), why=""))
    client.post(here, sent(kept("a.pdf"), chosen(pdf("b.pdf")), asked=f"{FILE} why"))
    assert set(SentFile.objects.values_list("name", flat=True)) == {"a.pdf", "b.pdf"}
    full = client.post(here, sent(kept("a.pdf", "b.pdf"), chosen(pdf("c.pdf")), post("why", "x"), asked=f"{FILE} why"))
    assert "Tiedostolle «c.pdf» ei ole tilaa: enintään 2." in text(full)
    client.post(here, sent(kept("b.pdf"), post("why", "x"), asked=f"{FILE} why"))
    assert [row.name for row in SentFile.objects.all()] == ["b.pdf"]


def test_pictures_are_drawn_anew(client, page):
    response = through(client, page, picture())
    row = response.files.get()
    assert row.name == "kuva.webp"
    with Image.open(row.content) as opened:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("WEBP", (30, 20), {})


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (pdf("ohjelma.exe"), "on tyyppiä, jota ei oteta vastaan"),
        (pdf("suunnitelma.pdf", b"MZ"), "ei voitu lukea"),
        (pdf("suunnitelma.pdf", b"%PDF-" + b"x" * 1024 * 1024), "on liian suuri: tiedosto saa olla enintään 1,0 MB"),
        (pdf("tyhja.pdf", b""), "ei voitu lukea"),
        (SimpleUploadedFile("kuva.png", b"\x89PNG rikki"), "ei voitu lukea"),
        (package("asiakirja.docx", "xl/workbook.xml"), "ei voitu lukea"),
        (package("makro.docx", "word/document.xml", "word/vbaProject.bin"), "ei voitu lukea"),
        (SimpleUploadedFile("teksti.txt", b"\xff\xfe\x00"), "ei voitu lukea"),
    ],
)
def test_what_is_not_taken_is_told_and_not_kept(client, page, file, said):
    shown = client.get(first(client, page, file)["Location"])
    assert said in text(shown)
    assert (known(), on_disk()) == (set(), set())


@pytest.mark.parametrize(
    "file", [package("a.docx", "word/document.xml"), SimpleUploadedFile("b.txt", "hyvää".encode())]
)
def test_documents_are_taken(client, page, file):
    through(client, page, file)
    assert SentFile.objects.count() == 1


def test_the_operator_says_how_many_and_how_large(client, page, settings):
    settings.SURVEY_FILES, settings.SURVEY_FILE_MEGABYTES = 1, 0
    shown = text(client.get(first(client, page, pdf())["Location"]))
    assert "on liian suuri: tiedosto saa olla enintään 0 tavua" in shown.replace("\xa0", " ")
    settings.SURVEY_FILE_MEGABYTES = 10
    shown = text(client.get(first(client, page, pdf("a.pdf"), pdf("b.pdf"))["Location"]))
    assert "Tiedostolle «b.pdf» ei ole tilaa: enintään 1." in shown
    asked = page.questions.stream_block.child_blocks["file"]
    with pytest.raises(StructBlockValidationError) as refused:
        asked.clean(asked.to_python({**questions()[1]["value"], "max": 2, "megabytes": 11}))
    assert {name: error.message for name, error in refused.value.block_errors.items()} == {
        "max": "Palvelu ottaa vastaan enintään 1.",
        "megabytes": "Palvelu ottaa vastaan enintään 10.",
    }


@pytest.mark.parametrize("by_path", [True, False])
def test_files_are_searched_for_viruses(client, page, settings, tmp_path_factory, by_path):
    where = str(tmp_path_factory.mktemp("c") / "s") if by_path else ("127.0.0.1", 0)
    with clamd(where) as server:
        settings.CLAMD = heard_at(server)
        shown = client.get(first(client, page, pdf("paha.pdf", b"%PDF-" + VIRUS))["Location"])
        assert "Tiedostoa «paha.pdf» ei otettu vastaan: siitä löytyi virus." in text(shown)
        assert (known(), on_disk()) == (set(), set())
        large = b"%PDF-" + b"x" * 200_000
        through(client, page, pdf("hyva.pdf", large))
        assert server.searched == [b"%PDF-" + VIRUS, large]
    row = SentFile.objects.get()
    assert (row.name, row.searched, row.content.read()) == ("hyva.pdf", True, large)


@pytest.mark.parametrize("is_there", [True, False])
def test_no_file_comes_in_unsearched_where_files_are_searched(client, page, settings, is_there):
    with clamd(says=b"INSTREAM size limit exceeded. ERROR\0") as server:
        settings.CLAMD = heard_at(server)
        if not is_there:
            server.server_close()
        shown = client.get(first(client, page, pdf())["Location"])
    assert "Tiedostoa «Suunnitelma.pdf» ei otettu vastaan: siitä ei juuri nyt voitu etsiä viruksia." in text(shown)
    assert (known(), on_disk()) == (set(), set())


def test_only_the_types_that_the_editor_lets(client, site):
    page = survey_page(site, questions=questions(documents=False))
    assert "on tyyppiä, jota ei oteta vastaan" in text(client.get(first(client, page, pdf())["Location"]))


def test_keys_of_others_bring_nothing(client, page):
    first(client, page, pdf("salainen.pdf"))
    foreign = SentFile.objects.get()
    other = path(first(client, page, pdf("oma.pdf"), why=""))
    again = post(FILE, foreign.key, f"{foreign.key}/9/oma.pdf")
    client.post(other, sent(again, post("why", "x"), asked=f"{FILE} why"))
    draft = Draft.objects.order_by("saved_on").get(files=None)
    assert draft.answers[IDS[FILE]] == {"": []}
    begun = begin(client, page, post(FILE, f"{foreign.key}/9/x.pdf"), post("why", "x"), asked=f"{FILE} why")
    assert path(begun)
    assert all(one.answers.get(IDS[FILE]) in ({}, {"": []}, None) for one in Draft.objects.filter(files=None))


def test_a_machine_leaves_no_files(client, page):
    form = sent(chosen(pdf()), post("why", "x"), asked=f"{FILE} why")
    client.post(f"/fi/kyselyt/vastaa/{page.translation_key}/", form)
    assert (Draft.objects.count(), on_disk()) == (0, set())
    assert human()


def test_files_go_with_a_draft(client, page, django_capture_on_commit_callbacks):
    step = path(first(client, page, pdf()))
    assert on_disk() == known() != set()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("surveys:discard", args=[step.split("/")[4]]))
    assert (known(), on_disk()) == (set(), set())


def test_files_of_what_nobody_goes_on_with_are_purged(client, page, django_capture_on_commit_callbacks):
    first(client, page, pdf())
    with time_machine.travel(timezone.now() + timedelta(days=61)), django_capture_on_commit_callbacks(execute=True):
        call_command("purge_surveys")
    assert (Draft.objects.count(), known(), on_disk()) == (0, set(), set())


def test_orphans_and_strays_are_purged(client, page, django_capture_on_commit_callbacks):
    response = through(client, page, pdf())
    stray = Path(settings.PRIVATE_ROOT) / "surveys" / "stray"
    stray.write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_surveys")
    assert on_disk() == {*known(), "stray"}
    response.delete()
    with time_machine.travel(timezone.now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        call_command("purge_surveys")
    assert (known(), on_disk()) == (set(), set())


def test_a_change_keeps_the_file_until_it_is_sent(client, page, django_capture_on_commit_callbacks):
    step = path(first(client, page, pdf()))
    review = path(client.post(step, sent(post("school", ""), asked="school")))
    done = path(client.post(review.replace("tarkistus", "laheta")))
    changing = f"/fi/kyselyt/muuta/{done.rstrip('/').rsplit('/', 1)[1]}/"
    review = path(client.post(changing))
    here = review.replace("/tarkistus/", f"/sivu/{IDS['food']}/")
    assert "Suunnitelma.pdf" in text(client.get(here))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(here, sent(post(FILE), chosen(pdf("Uusi.pdf")), post("why", "x"), asked=f"{FILE} why"))
    assert {row.name for row in SentFile.objects.all()} == {"Suunnitelma.pdf", "Uusi.pdf"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(review.replace("tarkistus", "laheta"))
    row = SentFile.objects.get()
    assert (row.name, row.response_id) == ("Uusi.pdf", Response.objects.get().pk)
    assert on_disk() == known()


def test_retention_deletes_files_and_their_names(client, page, site, django_capture_on_commit_callbacks):
    from participation.retention.rules import Scope

    response = through(client, page, pdf())
    page.opens_at, page.closes_at = None, timezone.now() - timedelta(days=2)
    page.save()
    scope = Scope(site_id=site.pk, project_key=None, before=timezone.now() - timedelta(days=1))
    due = list(expiring._files_due(scope).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.expire_files(ids=due) == 1
    response.refresh_from_db()
    assert "Suunnitelma" not in str(response.answers)
    assert response.answers[IDS["school"]] == "Harjula"
    assert (known(), on_disk()) == (set(), set())


@pytest.fixture
def closed(client, page):
    response = through(client, page, pdf())
    page.closes_at = timezone.now() - timedelta(minutes=1)
    page.save()
    return response


def desk(page):
    return f"/admin/surveys/{page.translation_key}/files/{IDS[FILE]}/"


def test_staff_list_and_open_files(client, page, site, closed):
    client.force_login(factories.official(site, Role.EDITOR))
    row = SentFile.objects.get()
    results = client.get(f"/admin/surveys/{page.translation_key}/")
    assert "Avaa tiedostot" in text(results)
    assert "Suunnitelma.pdf" in text(client.get(desk(page)))
    opened = client.get(f"{desk(page)}open/{row.key}/")
    assert b"".join(opened.streaming_content) == b"%PDF-1.7 hei"
    assert opened["Content-Disposition"] == 'attachment; filename="Suunnitelma.pdf"'
    assert (opened["Content-Type"], "no-store" in opened["Cache-Control"]) == ("application/octet-stream", True)
    audit = AuditRow.objects.get(verb="survey.export")
    assert (audit.detail["form"], "Suunnitelma" in str(audit.detail)) == ("file", False)


def test_staff_take_all_files_out(client, page, site, closed, django_capture_on_commit_callbacks):
    client.force_login(factories.official(site, Role.EDITOR))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{desk(page)}zip/")
    job = Job.objects.get()
    row = SentFile.objects.get()
    with zipfile.ZipFile(job.result_file.open("rb")) as archive:
        assert archive.namelist() == [f"{row.key[:8]}-Suunnitelma.pdf"]
        assert archive.read(archive.namelist()[0]) == b"%PDF-1.7 hei"
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_files_of_an_open_survey_wait_for_the_day_to_end(client, page, site):
    through(client, page, pdf())
    client.force_login(factories.official(site, Role.EDITOR))
    assert "Suunnitelma" not in text(client.get(desk(page)))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SERVICE_DESK])
def test_others_open_nothing(client, page, site, closed, role):
    client.force_login(factories.official(site, role))
    key = SentFile.objects.get().key
    for address in (desk(page), f"{desk(page)}open/{key}/"):
        assert b"PDF" not in getattr(client.get(address, follow=True), "content", b"")
    assert not AuditRow.objects.filter(verb="survey.export").exists()


def test_a_test_and_a_paper_take_files(client, page, site):
    client.force_login(factories.official(site, Role.EDITOR))
    trial = client.post(f"/admin/survey-desk/{page.translation_key}/try/", {"language": "fi"})
    here = client.get(trial["Location"])["Location"]
    client.post(here, sent(chosen(pdf("koe.pdf")), post("why", "x"), asked=f"{FILE} why"))
    assert SentFile.objects.get().site_id is None
    paper = client.post(
        f"/admin/survey-desk/{page.translation_key}/paper/", {"arrived_on": "1.11.2026", "language": "fi"}
    )
    here = client.get(paper["Location"])["Location"]
    on = client.post(here, sent(chosen(pdf("paperi.pdf")), asked=f"{FILE} why"))
    review = path(client.post(path(on), sent(asked="school")))
    client.post(review.replace("tarkistus", "laheta"))
    assert Response.objects.get().files.get().name == "paperi.pdf"
