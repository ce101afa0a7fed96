"""Documents of public pages: their text is found and leads to page and document; what is private or broken is not read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from accounts.roles import Role
from home.models import ContentPage
from search.attachments import reading
from search.attachments.models import Attachment, Holding, Reading
from tests import factories
from tests.search.documents import search
from tests.search.test_view import get

pytestmark = pytest.mark.django_db


def pdf(text: str = "Pulkkamaen valaistus") -> bytes:
    """A page with one line of plain letters."""
    drawn = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def locked_pdf() -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("salasana", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def word(text: str = "Pulkkamäen valaistus") -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Muistio")
    made.add_table(1, 1).cell(0, 0).text = text
    made.save(out)
    return out.getvalue()


def odt(text: str = "Pulkkamäen<text:s/>valaistus", content: str = "") -> bytes:
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="{}"'.format(
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content or f"<office:body {ns}><text:p>{text}</text:p></office:body>")
    return out.getvalue()


STRUCK = "<text:tracked-changes><text:p>Aino Asukas</text:p></text:tracked-changes>"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "data", "state", "said"),
    [
        ("a.pdf", pdf(), "done", "Pulkkamaen valaistus"),
        ("a.docx", word(), "done", "Pulkkamäen valaistus"),
        ("a.odt", odt(), "done", "Pulkkamäen valaistus"),
        ("a.pdf", pdf(""), "empty", ""),
        ("a.odt", odt(f"{STRUCK}Jäänyt</text:p><text:p>teksti"), "done", "Jäänyt"),
        ("a.pdf", locked_pdf(), "encrypted", ""),
        ("a.docx", b"\xd0\xcf\x11\xe0 locked", "encrypted", ""),
        ("a.pdf", b"%PDF-1.7 nothing", "broken", ""),
        ("a.docx", b"PK nothing", "broken", ""),
        ("a.odt", odt(content=ENTITIES), "broken", ""),
    ],
)
def test_what_is_read(tmp_path: Path, name: str, data: bytes, state: str, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = reading.main([str(path), path.suffix[1:]])
    assert (found["state"], said in str(found["text"]), "Aino" in str(found["text"])) == (state, True, False)


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "a.odt"
    bomb.write_bytes(odt(text="x" * 5000))
    monkeypatch.setattr(reading, "MOST_SIGNS", 100)
    found = reading.main([str(bomb), "odt"])
    assert (len(str(found["text"])), found["is_cut"]) == (100, True)
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1000)
    assert reading.main([str(bomb), "odt"])["state"] == "too_big"


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def document(data: bytes = b"", name: str = "selvitys.docx", **fields: object) -> Document:
    return Document.objects.create(title="Selvitys", file=ContentFile(data or word(), name), **fields)


def page(site: Site, held: Document, title: str = "Liikuntapaikat") -> ContentPage:
    made = ContentPage(title=title, locale=Locale.objects.get(language_code="fi"))
    made.body = [("documents", {"title": "", "items": [{"document": held, "title": ""}]})]
    site.root_page.add_child(instance=made)
    made.save_revision().publish()
    return made


def kinds(site: Site, text: str) -> list[str]:
    return [hit.kind for hit in search(text, site=site.pk).hits]


def test_a_document_is_found_and_leads_to_its_page_and_to_itself(
    site: Site, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = page(site, held := document())
    hit = search("pulkkamäki", site=site.pk).hits[0]
    assert (hit.kind, hit.plain_title, hit.url) == ("document", "Selvitys", made.url)
    assert (hit.file_url, hit.file_name) == (held.url, held.filename)
    html = get(client, q="pulkkamäki")
    assert f'href="{made.url}"' in html
    assert f'href="{held.url}"' in html
    with django_capture_on_commit_callbacks(execute=True):
        held.file = ContentFile(word("Jäähallin katto"), "uusi.docx")
        held.save()
    assert (kinds(site, "pulkkamäki"), kinds(site, "jäähalli")) == ([], ["document"])
    with django_capture_on_commit_callbacks(execute=True):
        made.unpublish()
    assert (kinds(site, "jäähalli"), Holding.objects.count()) == ([], 0)


def test_a_document_stays_while_another_page_holds_it_and_goes_with_the_last(
    site: Site, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    held = document()
    with django_capture_on_commit_callbacks(execute=True):
        first, second = page(site, held), page(site, held, "Talvi")
    assert [hit.url for hit in search("pulkkamäki", site=site.pk).hits] == [first.url]
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert [hit.url for hit in search("pulkkamäki", site=site.pk).hits] == [second.url]
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=second, restriction_type="login")
    assert kinds(site, "pulkkamäki") == []


def test_a_document_of_a_closed_collection_and_one_on_no_page_are_never_found(
    site: Site, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    closed = Collection.get_first_root_node().add_child(name="Suljettu")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    with django_capture_on_commit_callbacks(execute=True):
        document(name="yksin.docx")
        page(site, document(collection=closed))
    assert kinds(site, "pulkkamäki") == []
    assert not Attachment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert kinds(site, "pulkkamäki") == ["document"]


def test_what_becomes_private_is_found_no_more_before_anybody_has_read_it_anew(
    site: Site, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    held = document()
    with django_capture_on_commit_callbacks(execute=True):
        made = page(site, held)
    made.unpublish()
    assert kinds(site, "pulkkamäki") == []
    with django_capture_on_commit_callbacks(execute=True):
        made.save_revision().publish()
    assert kinds(site, "pulkkamäki") == ["document"]
    CollectionViewRestriction.objects.create(collection=held.collection, restriction_type="login")
    assert kinds(site, "pulkkamäki") == []


def test_staff_are_told_what_cannot_be_read(
    site: Site, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page(site, document(locked_pdf(), "lukittu.pdf"))
    assert Attachment.objects.get().state == Reading.ENCRYPTED
    assert kinds(site, "selvitys") == ["document"]
    client.force_login(factories.official(site, Role.EDITOR))
    html = client.get("/admin/search-desk/unread/").content.decode()
    assert "Selvitys</a>" in html
    assert "Lukittu salasanalla" in html
    assert "Liikuntapaikat" in html
