"""Language versions: fallback, switch, and what happens to them when the source changes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from home.drift import Drift, findings
from home.languages import mend_all_child_counts
from home.models import ContentPage
from tests import factories

from .pages import content, section, swedish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.municipality()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """As if the transaction had been committed at the end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def drifts():
    found = findings(Page.objects.filter(depth__gt=1))
    return [(finding.page.title, finding.drift) for finding in found]


def switch(html):
    nav = re.search(r'<nav class="lang".*?</nav>', html, re.S)[0]
    return re.findall(r'href="([^"]*)"', nav)


def test_an_untranslated_page_stands_in_for_its_translation(site, client):
    content(site, slug="ehdota", summary="Näin ehdotus syntyy.")
    html = client.get("/sv/ehdota/").content.decode()
    assert '<html lang="sv">' in html
    assert re.search(r'<main[^>]* lang="fi"', html)
    assert re.search(r'<div class="ds-alert language-note"[^>]* lang="sv"', html)
    assert 'rel="alternate" hreflang' not in html
    assert '<link rel="canonical" href="http://testserver/fi/ehdota/">' in html


def test_the_source_has_no_note(site, client):
    content(site, slug="ehdota")
    html = client.get("/fi/ehdota/").content.decode()
    assert "language-note" not in html
    assert not re.search(r"<main[^>]* lang=", html)


def test_a_translated_page_has_alternates_and_the_switch_leads_to_it(site, client):
    page = content(site, "Tee ehdotus", slug="ehdota")
    translate(page, title="Gör ett förslag", slug="foresla")
    html = client.get("/fi/ehdota/").content.decode()
    assert re.findall(r'hreflang="([^"]*)" href="(http[^"]*)"', html) == [
        ("fi", "http://testserver/fi/ehdota/"),
        ("sv", "http://testserver/sv/foresla/"),
        ("x-default", "http://testserver/fi/ehdota/"),
    ]
    assert switch(html) == ["/fi/ehdota/", "/sv/foresla/"]
    assert "Gör ett förslag" in client.get("/sv/foresla/").content.decode()


def test_a_draft_of_a_translation_is_not_public(site, client, committed):
    page = content(site, slug="ehdota")
    with committed():
        translation = translate(page, publish=False, title="Utkast", slug="foresla")
    assert (translation.alias_of_id, translation.draft_title) == (None, "Utkast")
    html = client.get("/sv/ehdota/").content.decode()
    assert ("Utkast" in html, "language-note" in html) == (False, True)
    assert client.get("/sv/foresla/").status_code == 404
    assert [version.available for version in page.versions()] == [True, False]
    assert "/sv/ehdota/" not in client.get("/sitemap.xml").content.decode()


def test_while_a_translation_is_written_the_sources_newest_text_is_shown(site, client, committed):
    page = content(site, slug="ehdota")
    with committed():
        translate(page, publish=False, title="Utkast", slug="ehdota")
    page.title = "Uusi nimi"
    page.save_revision().publish()
    assert "Uusi nimi" in client.get("/sv/ehdota/").content.decode()
    swedish(page).latest_revision.publish()
    html = client.get("/sv/ehdota/").content.decode()
    assert ("Utkast" in html, "language-note" in html) == (True, False)


def test_a_new_draft_of_a_published_translation_is_not_public(site, client, committed):
    page = content(site, slug="ehdota")
    with committed():
        translate(page, title="Gör ett förslag", slug="foresla")
    with committed():
        translate(page, publish=False, title="Halvfärdigt", slug="halv")
    assert "Gör ett förslag" in client.get("/sv/foresla/").content.decode()
    assert "Halvfärdigt" not in client.get("/sv/halv/", follow=True).content.decode()
    assert swedish(page).get_latest_revision_as_object().title == "Halvfärdigt"


def test_a_translation_goes_public_with_its_scheduled_source(site, client, committed):
    opens = timezone.now() + timedelta(hours=1)
    page = content(site, slug="ehdota", live=False, go_live_at=opens)
    assert client.get("/fi/ehdota/").status_code == 404
    with committed():
        translate(page, title="Gör ett förslag", slug="foresla")
    assert client.get("/sv/foresla/").status_code == 404
    with time_machine.travel(opens + timedelta(minutes=1), tick=False), committed():
        call_command("publish_scheduled")
    assert client.get("/fi/ehdota/").status_code == 200
    assert "Gör ett förslag" in client.get("/sv/foresla/").content.decode()


def test_a_page_that_expires_takes_its_translation_along(site, client, committed):
    expires = timezone.now() + timedelta(hours=1)
    page = content(site, slug="ehdota", expire_at=expires)
    with committed():
        translate(page, slug="foresla")
    with time_machine.travel(expires + timedelta(minutes=1), tick=False), committed():
        call_command("publish_scheduled")
    assert (client.get("/fi/ehdota/").status_code, client.get("/sv/foresla/").status_code) == (404, 404)


def test_the_source_takes_its_versions_along_when_it_moves(site):
    page, target = content(site, slug="ehdota"), section(site)
    alias_page = content(site, "Toinen", slug="toinen")
    translation = translate(page)
    page.move(target, pos="last-child")
    Page.objects.get(pk=alias_page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")
    home = swedish(target)
    assert [child.pk for child in home.get_children()] == [translation.pk, swedish(alias_page).pk]


def test_unpublishing_the_source_unpublishes_the_translation(site, client):
    page = content(site, slug="ehdota")
    translate(page, slug="foresla")
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert client.get("/sv/foresla/").status_code == 404


def test_unpublishing_a_translation_leaves_the_source(site, client):
    page = content(site, slug="ehdota")
    translate(page).unpublish()
    assert client.get("/fi/ehdota/").status_code == 200


def test_deleting_the_source_deletes_every_version(site):
    page = content(site, slug="ehdota")
    alias_page = content(site, "Toinen", parent=page)
    translate(page)
    Page.objects.get(pk=page.pk).specific.delete()
    assert Page.objects.filter(translation_key__in=[page.translation_key, alias_page.translation_key]).count() == 0
    assert mend_all_child_counts() == 0


def test_deleting_a_translation_leaves_the_source(site):
    page = content(site)
    translate(page).delete()
    assert ContentPage.objects.filter(pk=page.pk).exists()


def test_the_tree_is_sound_after_translating_parents_and_children(site):
    parent = section(site)
    pages = [content(site, f"Sivu {number}", parent=parent) for number in range(3)]
    translate(parent)
    for page in pages:
        translate(page)
    assert mend_all_child_counts() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_wrong_count_of_children_is_mended(site):
    page = section(site)
    content(site, parent=page)
    Page.objects.filter(pk=page.pk).update(numchild=0)
    assert mend_all_child_counts() == 1
    assert Page.objects.get(pk=page.pk).numchild == 1


def test_the_report_tells_what_has_parted(site):
    _untranslated, moved, outdated, draft = (content(site, title) for title in ("Yksi", "Kaksi", "Kolme", "Neljä"))
    translate(moved, title="Två").move(swedish(section(site, "Osio")), pos="last-child")
    translate(outdated, title="Tre")
    translate(draft, publish=False, title="Fyra")
    Page.objects.filter(pk=swedish(draft).pk).update(live=False)
    ContentPage.objects.get(pk=outdated.pk).save_revision().publish()
    assert sorted(drifts(), key=str) == [
        ("Fyra", Drift.DRAFT),
        ("Osio", Drift.UNTRANSLATED),
        ("Tre", Drift.OUTDATED),
        ("Två", Drift.ELSEWHERE),
        ("Yksi", Drift.UNTRANSLATED),
    ]


def test_the_report_is_for_those_who_edit_and_shows_their_own(site, client, django_assert_max_num_queries):
    from accounts.roles import Role

    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    content(site, "Meidän sivu")
    content(other, "Naapurin sivu")
    client.force_login(factories.official(site, Role.EDITOR))
    html = client.get("/admin/reports/languages/").content.decode()
    assert ("Meidän sivu" in html, "Naapurin sivu" in html) == (True, False)
    client.force_login(factories.official(site, Role.PREPARER))
    assert client.get("/admin/reports/languages/").status_code == 302


def test_an_alias_made_later_shows_the_newest_source(site, client):
    page = content(site, slug="ehdota")
    page.title = "Uusi nimi"
    page.save_revision().publish()
    assert "Uusi nimi" in client.get("/sv/ehdota/").content.decode()


def test_a_translated_title_gives_the_address_unless_the_translator_does(site):
    page = content(site, slug="ehdota")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    segments = {segment.context.path: segment for segment in source.stringsegment_set.select_related("context")}
    swedish_locale = Locale.objects.get(language_code="sv")

    def write(path, words):
        segment = segments[path]
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=swedish_locale,
            defaults={"data": words, "translation_type": "manual"},
        )

    def address():
        return StringTranslation.objects.get(context__path="slug").data

    write("title", "Gör ett förslag")
    assert address() == "gor-ett-forslag"
    write("slug", "foresla")
    write("title", "Gör ett nytt förslag")
    assert address() == "foresla"
