"""Every mail: previewed in the gallery, in the town's colours, readable as plain text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.utils.translation import override
from wagtail.models import Site

from core import mail, previews
from municipality.models import MunicipalitySettings
from tests import factories

MAILS = Path(settings.ROOT) / "templates" / "mail"


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


def written(rf, name: str | None = None) -> dict[str, mail.Message]:
    request = rf.get("/", HTTP_HOST="testserver")
    return {one.name: previews.written(one, request) for one in previews.every() if name in (None, one.name)}


def test_every_mail_has_a_preview_in_both_languages_and_none_is_sent(
    site: Site, rf, django_capture_on_commit_callbacks
) -> None:
    seen = {}
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for language in ("fi", "sv"):
            with override(language):
                seen[language] = written(rf)
    templates = {path.stem for path in MAILS.glob("*.html")} - {"base"}
    assert {one.template for one in seen["fi"].values()} == templates
    assert (callbacks, outbox.outbox) == ([], [])
    for language, mails in seen.items():
        for name, one in mails.items():
            assert f'<html lang="{language}">' in one.html, name
            assert one.subject in re.sub(r"&#x27;|&quot;", "'", one.html), name
            assert all([one.text.strip(), one.subject]), name
    for name, one in seen["sv"].items():
        assert one.subject != seen["fi"][name].subject, f"{name} is not translated"


def test_plain_text_has_short_lines_and_addresses_on_lines_of_their_own(site: Site, rf) -> None:
    for name, one in written(rf).items():
        for line in one.text.splitlines():
            assert len(line) <= mail.WIDTH or re.fullmatch(r"\s*\S+", line), f"{name}: {line}"
            assert not re.search(r"\S\s+https?://\S+$", line), f"{name}: {line}"
        assert "\n\n\n" not in one.text, name
        assert not re.search(r"[{}<]|&\w+;", one.text), name


@pytest.mark.parametrize(
    ("typed", "laid_out"),
    [
        ("Hei.\n\n\n\nSanoja.", "Hei.\n\nSanoja.\n"),
        ("Katso: https://example.org/a", "Katso:\nhttps://example.org/a\n"),
        ("- " + "sana " * 20, "- " + " ".join(["sana"] * 14) + "\n  " + " ".join(["sana"] * 6) + "\n"),
        ("x" * 90, "x" * 90 + "\n"),
    ],
)
def test_layout_of_plain_text(typed: str, laid_out: str) -> None:
    assert mail.laid_out(typed) == laid_out


def test_mails_are_in_the_towns_colours_and_say_who_sends_them_and_why(site: Site, rf) -> None:
    MunicipalitySettings.objects.filter(site=site).delete()
    MunicipalitySettings.objects.create(
        site=site,
        names={"fi": "Koivuranta", "sv": "Björkstrand"},
        official_names={"fi": "Koivurannan kunta"},
        light_brand="#123456",
        dark_brand="#abcdef",
    )
    with override("fi"):
        one = written(rf, "answered")["answered"]
    assert "background-color: #123456" in one.html
    assert re.search(r"prefers-color-scheme: dark.*#abcdef", one.html, re.S)
    for part in (one.html, one.text):
        assert "Koivurannan kunta" in part
        assert "koska teit ehdotuksen" in part
    preheader = re.search(r'class="preheader".*?>([^<&]+)', one.html, re.S)
    assert preheader
    assert preheader[1].startswith("Kunta on käsitellyt ehdotustasi")


def test_the_gallery_shows_each_mail_as_html_and_as_text(site: Site, client) -> None:
    page = client.get("/fi/_gallery/mails/").content.decode()
    assert page.count("<iframe") == len(previews.every())
    html = client.get("/fi/_gallery/mails/answered/")
    assert "style-src 'unsafe-inline'" in html["Content-Security-Policy"]
    assert "Kunnossapitopäällikkö" in html.content.decode()
    assert client.get("/fi/_gallery/mails/answered.txt")["Content-Type"].startswith("text/plain")
    assert client.get("/fi/_gallery/mails/nothing/").status_code == 404
