"""Pictures in the form of a proposal."""

from __future__ import annotations

import pytest

from participation.proposals.models import Picture, Proposal
from participation.proposals.rules import Publication
from tests import factories
from tests.proposals.pages import fields_of, url


def test_a_picture_without_words_is_kept_and_its_words_are_asked_at_it(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "picture_1": factories.picture()})
    picture = Picture.objects.get()
    shown = response.context["form"]
    assert dict(shown.errors) == {
        f"alt_of_{picture.pk}": ["Kerro sanoin, mitä kuvassa näkyy, niille jotka eivät näe sitä."]
    }
    assert [slot["picture"].name for slot in shown.slots] == ["picture_2", "picture_3"]
    response = client.post(
        url("write"), {**fields_of(response), "draft": form["draft"], f"alt_of_{picture.pk}": "Mäki"}
    )
    assert response.url == url("draft", form["draft"])
    assert [p.alt for p in Picture.objects.all()] == ["Mäki"]


def test_the_words_of_a_new_picture_stay_when_something_else_is_wrong(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "title": "", "picture_1": factories.picture(), "alt_1": "Mäki"})
    picture = Picture.objects.get()
    assert set(response.context["form"].errors) == {"title"}
    assert response.context["form"][f"alt_of_{picture.pk}"].value() == "Mäki"


def test_a_picture_is_removed_though_something_else_is_wrong(client, site, page, form) -> None:
    client.post(url("write"), {**form, "picture_1": factories.picture(), "alt_1": "Mäki"})
    picture = Picture.objects.get()
    response = client.post(url("edit_draft", form["draft"]), {**form, "title": "", f"remove_{picture.pk}": "on"})
    assert (response.status_code, response.context["form"].kept) == (200, [])
    assert Picture.objects.count() == 0


def test_a_picture_without_words_is_not_published(client, site, page, form) -> None:
    client.force_login(factories.resident())
    client.post(url("write"), {**form, "picture_1": factories.picture()})
    response = client.post(url("publish", form["draft"]))
    assert response.url == url("edit_draft", form["draft"])
    assert Proposal.objects.get().publication == Publication.DRAFT


def test_a_picture_is_drawn_anew_without_its_place(client, site, page, form) -> None:
    exif = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01"
        b"\x88%\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
    )
    client.post(url("write"), {**form, "picture_1": factories.picture(exif=exif), "alt_1": "Tyhjä mäki."})
    picture = Picture.objects.get()
    data = picture.large.read()
    assert (data[:4], data[8:12], b"Exif" in data, picture.alt) == (b"RIFF", b"WEBP", False, "Tyhjä mäki.")


def test_a_picture_without_words_is_kept_and_asked_about(client, site, page, form) -> None:
    response = client.post(url("write"), {**form, "picture_1": factories.picture()})
    picture = Picture.objects.get()
    html = response.content.decode()
    assert "Kerro sanoin, mitä kuvassa näkyy, niille jotka eivät näe sitä." in html
    response = client.post(
        url("edit_draft", Proposal.objects.get().uuid), {**form, f"alt_of_{picture.pk}": "Mäki talvella."}
    )
    picture.refresh_from_db()
    assert (response.status_code, picture.alt) == (302, "Mäki talvella.")


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\x00" * 40, b"\xff\xd8\xff" + b"x" * 100],
)
def test_what_is_no_picture_is_refused_at_its_field(client, site, page, form, content) -> None:
    file = factories.picture()
    file.seek(0), file.truncate(), file.write(content), file.seek(0)
    response = client.post(url("write"), {**form, "picture_1": file, "alt_1": "Jotain."})
    assert list(response.context["form"].errors) == ["picture_1"]
    assert Picture.objects.count() == 0
