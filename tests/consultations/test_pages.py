"""What residents see and send."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.guard import stamp
from participation.consultations.models import ConsultationPage, Opinion, OpinionContact
from participation.consultations.receipts import link_of
from participation.consultations.rules import LENGTH
from search.models import Entry
from tests import factories
from tests.home.pages import translate

from .pages import STREET, A, B, close, consultation_page, send

pytestmark = pytest.mark.django_db


def typed(**fields):
    given = {
        "body": "Puutalot säilytettävä.",
        "naming": "hidden",
        "full_name": "Aino Aalto",
        "email": "aino@koivuranta.example",
        "shown_at": stamp("opinion", seconds_ago=60),
    }
    return {**given, **fields}


def write_url(page):
    return f"/fi/kuulemiset/{page.translation_key}/kirjoita/"


def test_the_page_shows_sections_with_their_opinions_and_alternatives_side_by_side(client, page):
    send(page, section=STREET, naming="alias", name="Puutalon asukas")
    content = client.get(page.url).content.decode()
    assert "Vertaile 2 vaihtoehtoa" in content
    assert "Puutalon asukas" in content
    assert "Aino Aalto" not in content
    assert content.index(f'id="s-{STREET}"') < content.index(f'id="s-{A}"') < content.index(f'id="s-{B}"')


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow(client, page, number, django_assert_max_num_queries):
    for _turn in range(number):
        send(page, section=STREET)
    client.get(page.url)
    with django_assert_max_num_queries(27):
        client.get(page.url)
    with django_assert_max_num_queries(18):
        client.get(f"{page.url}mielipiteet/")


def test_an_objection_is_sent_without_scripts_and_answered_with_a_receipt(
    client, page, django_capture_on_commit_callbacks
):
    form = client.get(f"{write_url(page)}?section={B}").content.decode()
    assert "Postiosoite" in form
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(write_url(page), typed(section=B, place="[[23.93, 60.12]]"), follow=True)
    opinion = Opinion.objects.get()
    assert response.redirect_chain == [(f"/fi/kuulemiset/lahetetty/{link_of(opinion.uuid)}/", 302)]
    assert opinion.place == {"type": "Point", "coordinates": [23.93, 60.12]}
    assert response["Referrer-Policy"] == "no-referrer"
    assert [(sent.to, link_of(opinion.uuid) in sent.body) for sent in mail.outbox] == [
        (["aino@koivuranta.example"], True)
    ]


def test_what_it_lacks_is_said_and_nothing_typed_is_lost(client, page):
    content = client.post(write_url(page), typed(full_name="", email="")).content.decode()
    assert "Puutalot säilytettävä." in content
    assert content.count("Muistutukseen tarvitaan") == 4  # at two fields, and in the summary
    assert not Opinion.objects.exists()


def test_a_form_that_was_opened_before_closing_gives_the_words_back(client, page):
    close(page)
    content = client.post(write_url(page), typed()).content.decode()
    assert "Kuuleminen on päättynyt." in content
    assert "Puutalot säilytettävä." in content
    assert not Opinion.objects.exists()


def test_a_closed_consultation_says_so(client, site):
    now = timezone.now()
    page = consultation_page(site, opens_at=now - timedelta(days=9), closes_at=now)
    content = client.get(page.url).content.decode()
    assert "Kuuleminen on päättynyt" in content
    assert "kirjoita/" not in content


def test_who_must_sign_in_loses_nothing(client, site):
    page = consultation_page(site, kind="open", stage="", audience="account")
    response = client.post(write_url(page), typed())
    assert response.url.startswith("/fi/tili/kirjaudu")
    assert not Opinion.objects.exists()
    kept = client.session["pending"][0]
    assert kept["payload"]["written"]["body"] == "Puutalot säilytettävä."


def test_taking_back_asks_first(client, page):
    opinion = send(page)
    url = f"/fi/kuulemiset/lahetetty/{link_of(opinion.uuid)}/peru/"
    assert client.get(url).status_code == 200
    assert Opinion.objects.public().count() == 1
    client.post(url)
    assert not Opinion.objects.public().exists()
    assert not OpinionContact.objects.exists()


@pytest.mark.parametrize("link", ["x", "0" * 64, "zz" * 32])
def test_a_link_that_is_not_ours_leads_nowhere(client, site, link):
    assert client.get(f"/fi/kuulemiset/lahetetty/{link}/").status_code == 404


def test_agreeing_is_one_press(client, page):
    opinion = send(page)
    client.force_login(factories.resident())
    client.post(f"/fi/kuulemiset/{opinion.pk}/kanta/", {"view": "agree"})
    opinion.refresh_from_db()
    assert opinion.agreed == 1


def test_what_waits_for_a_moderator_is_not_read_by_others(client, page):
    opinion = send(page, section=STREET)
    Opinion.objects.update(standing="held", was_public=False)
    assert "Puutalot" not in client.get(page.url).content.decode()
    assert client.get(f"/fi/kuulemiset/{opinion.pk}/").status_code == 404


def test_a_text_that_is_too_long_is_not_sent(client, page):
    client.post(write_url(page), typed(body="a" * (LENGTH + 1)))
    assert not Opinion.objects.exists()


def test_the_list_is_narrowed_to_a_section_and_back(client, page):
    send(page, section=STREET)
    listed = f"{page.url}mielipiteet/"
    assert "Puutalot" not in client.get(listed, {"section": A}).content.decode()
    assert "Puutalot" in client.get(listed, {"section": "all"}).content.decode()
    assert client.get(listed, {"section": "x"}).status_code == 404


def test_a_translation_has_the_same_sections_and_what_was_sent_to_them(client, page):
    send(page, section=STREET)
    swedish = translate(page)
    assert [block.id for block in swedish.sections] == [block.id for block in page.sections]
    content = client.get(swedish.url).content.decode()
    assert "sv Kylänraitti" in content
    assert "Puutalot säilytettävä." in content


def test_what_was_sent_leaves_the_search_with_the_page_and_comes_back_with_it(page, site):
    opinion = send(page)
    found = Entry.objects.filter(kind="opinion", object_id=opinion.pk)
    assert found.exists()
    page.unpublish()
    assert not found.exists()
    page.save_revision().publish()
    assert found.exists()


def test_an_opinion_is_found_under_the_title_in_its_own_language(page):
    finnish, swedish = send(page), send(page, language="sv", body="Bevara trähusen.")

    def titles():
        rows = Entry.objects.filter(kind="opinion", object_id__in=[finnish.pk, swedish.pk])
        return list(rows.order_by("language").values_list("title", flat=True))

    own = page.title
    assert titles() == [own, own]
    translated = translate(page)
    assert titles() == [own, translated.title]
    translated.title = "Detaljplan för bygatan"
    translated.save_revision().publish()
    assert titles() == [own, "Detaljplan för bygatan"]
    translated.unpublish()
    assert titles() == [own, own]


def test_titles_of_a_translation_do_not_make_a_draft_public(page):
    swedish = send(page, language="sv", body="Bevara trähusen.")
    translated = translate(page)
    page.unpublish()
    assert not Entry.objects.filter(kind="opinion", object_id=swedish.pk).exists()
    translated.save_revision().publish()
    assert not Entry.objects.filter(kind="opinion", object_id=swedish.pk).exists()


def test_a_consultation_with_opinions_is_not_deleted(client, site, page):
    client.force_login(User.objects.create_superuser("it@koivuranta.example"))
    empty = consultation_page(site, "Tyhjä", slug="tyhja")
    send(page)
    for one in (page, empty):
        client.post(reverse("wagtailadmin_pages:delete", args=[one.pk]))
        client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={one.pk}")
    assert list(ConsultationPage.objects.filter(pk__in=[page.pk, empty.pk])) == [page]


@pytest.mark.parametrize("paragraph", ["x", "\0", "1' OR 1=1"])
def test_a_paragraph_that_is_none_is_not_found(client, page, paragraph):
    assert client.get(f"{page.url}mielipiteet/", {"paragraph": paragraph}).status_code == 404
