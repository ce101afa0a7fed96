"""A consultation that not everybody may read takes what was sent to it out of everything public."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from participation.consultations import queries
from participation.consultations.documents import documents
from participation.consultations.models import ConsultationsIndexPage
from participation.following.models import Event
from participation.following.topics import Topic, shown
from search.models import Entry
from tests.home.pages import below
from tests.surveys.test_files import pdf

from .pages import consultation_page, send
from .test_files import sent
from .test_pages import write_url

pytestmark = pytest.mark.django_db
WORDS = "Puutalot säilytettävä."


def close(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def entries(opinion):
    return Entry.objects.filter(kind="opinion", object_id=opinion.pk).count()


@pytest.mark.parametrize("above", [False, True])
def test_search_forgets_and_finds_again(site, above):
    index = below(site.root_page, ConsultationsIndexPage(title="Kuulemiset", slug="lista"))
    page, other = consultation_page(site), consultation_page(site, "Toinen", slug="toinen")
    page.move(index, "last-child")
    page.refresh_from_db()
    opinion, kept = send(page), send(other)
    assert (entries(opinion), entries(kept)) == (1, 1)
    closed = close(index if above else page)
    assert (entries(opinion), entries(kept)) == (0, 1)
    assert [one.object_id for one in documents(site.pk)] == [kept.pk]  # nor does a rebuild take it in
    new = send_anyway(page)
    assert entries(new) == 0
    closed.delete()
    assert (entries(opinion), entries(new), entries(kept)) == (1, 1, 1)


def send_anyway(page):
    """As what came before the page was closed and is let through by a moderator after it."""
    from participation.consultations import publicity
    from participation.consultations.models import Opinion

    opinion = Opinion.objects.create(
        site=page.get_site(),
        consultation_key=page.translation_key,
        body="Toinen mielipide",
        language="fi",
        created_at=timezone.now(),
    )
    publicity.renew(opinion)
    return opinion


def test_moved_under_a_closed_page_it_is_closed(site, page):
    index = below(site.root_page, ConsultationsIndexPage(title="Kuulemiset", slug="lista"))
    close(index)
    opinion = send(page)
    page.move(index, "last-child")
    assert entries(opinion) == 0
    page.refresh_from_db()
    page.move(site.root_page, "last-child")
    assert entries(opinion) == 1


def test_lists_feeds_files_and_pages_leave_it_out(client, site, page):
    opinion = sent(page, pdf())
    key, now = page.translation_key, timezone.now()
    feed = reverse("following:feed", args=["consultation", key])
    topic = Topic("consultation", str(key))
    file = opinion.files.get().get_absolute_url()
    report = reverse("moderation:report", args=["opinion", opinion.pk])
    assert WORDS in client.get(feed).content.decode()
    assert WORDS in client.get(report).content.decode()
    assert topic in shown(site.pk, [topic])
    assert [one.pk for one in queries.open_in([], now, site.pk)] == [page.pk]
    assert [one.pk for one in queries.rows_of(site, page.locale, now)] == [page.pk]
    assert Event.objects.filter(thing_kind="opinion").exists()
    close(page)
    for address in (feed, file, report, write_url(page), reverse("consultations:go_to", args=[opinion.pk])):
        response = client.get(address)
        assert (response.status_code, WORDS in getattr(response, "content", b"").decode()) == (404, False), address
    assert client.get(page.url).status_code == 302
    assert client.get(f"{page.url}mielipiteet/").status_code == 302
    assert topic not in shown(site.pk, [topic])
    assert queries.open_in([], now, site.pk) == []
    assert list(queries.rows_of(site, page.locale, now)) == []
