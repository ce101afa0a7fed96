"""Copies, new rounds, and more time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.consultations import actions
from participation.consultations.models import ConsultationPage, Extension, Opinion
from participation.consultations.rounds import chain
from participation.following.events import lines
from participation.following.models import Event
from search.models import Entry
from tests import factories
from tests.home.pages import swedish, translate

from .pages import DAY, MAIN, STREET, A, B, consultation_page, plan_sections, section, send

pytestmark = pytest.mark.django_db
REASON = {"fi": "Selvitys valmistui myöhässä.", "sv": "Utredningen blev försenad."}
REPORT = str(UUID(int=9))


@pytest.fixture
def editor(site):
    return factories.official(site, Role.EDITOR)


def copied(page, user, *, as_round=False):
    titles = {"fi": "Kaava, toinen kierros", "sv": "Planen, andra omgången"}
    return actions.copy_consultation(page=page, titles=titles, parent=page.get_parent(), as_round=as_round, user=user)


def published(page):
    now = timezone.now()
    page = page.get_latest_revision_as_object()
    page.opens_at, page.closes_at = now - DAY, now + DAY
    page.one_language_reason = "Käännös tulee viikon kuluttua."
    page.save_revision().publish()
    return ConsultationPage.objects.get(pk=page.pk)


def told(kind):
    """In both languages: text, path and quote."""
    found = list(Event.objects.filter(kind=kind))
    said = []
    for language in ("fi", "sv"):
        with override(language):
            said += [(line.text, line.url, line.quote) for line in lines(found).values()]
    return said


def test_a_copy_has_every_section_in_every_language_and_nothing_that_was_sent_or_answered(site, editor):
    sections = [*plan_sections(), section("report", REPORT, "Raportti")]
    decision = {
        "type": "decision",
        "value": {"title": "Päätös", "date": "2026-01-01", "effect": "", "body": "", "number": "", "url": ""},
    }
    page = consultation_page(site, sections=sections, decisions=[decision])
    translate(page)
    send(page, section=STREET)
    made = copied(page, editor)
    assert (made.live, made.opens_at, made.closes_at, made.previous_round) == (False, None, None, None)
    assert [block.id for block in made.sections] == [MAIN, STREET, A, B]
    assert len(made.decisions) == 0
    assert len(page.decisions) == 1
    other = swedish(made).get_latest_revision_as_object()
    assert [block.value["title"] for block in other.sections] == [
        f"sv {block.value['title']}" for block in made.sections
    ]
    assert (other.title, other.live) == ("Planen, andra omgången", False)
    assert not Opinion.objects.of(made.translation_key).exists()
    row = AuditRow.objects.get(verb="consultation.copy")
    assert (row.key, row.detail["source"]) == (str(made.translation_key), str(page.translation_key))


def test_rounds_lead_to_each_other_once_both_are_public(client, page, editor):
    made = copied(page, editor, as_round=True)
    assert made.previous_round == page.translation_key
    assert AuditRow.objects.get(verb="consultation.new_round").key == str(made.translation_key)
    assert "Kierros" not in client.get(page.url).content.decode()
    made = published(made)
    first, second = client.get(page.url).content.decode(), client.get(made.url).content.decode()
    assert ("Kierros 1/2" in first, f'href="{made.url}"' in first) == (True, True)
    assert ("Kierros 2/2" in second, f'href="{page.url}"' in second) == (True, True)


def test_a_closed_round_leads_to_the_one_that_is_open(client, site, editor):
    page = consultation_page(site, opens_at=timezone.now() - 9 * DAY, closes_at=timezone.now() - DAY)
    made = published(copied(page, editor, as_round=True))
    closed = client.get(page.url).content.decode()
    assert "Kuuleminen on avattu uudelleen" in closed
    assert "Kuuleminen on avattu uudelleen" not in client.get(made.url).content.decode()


def test_rounds_cost_the_same_however_many(client, page, editor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    last, seen = page, []
    for _turn in range(3):
        last = published(copied(last, editor, as_round=True))
        client.get(last.url)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(last.url)
        seen.append(len(found))
    assert len(set(seen)) == 1


def test_followers_of_the_first_round_hear_of_the_next(page, editor):
    made = published(copied(page, editor, as_round=True))
    event = Event.objects.get(kind="consultation.published", detail__consultation=str(made.translation_key))
    assert ("consultation", str(page.translation_key)) in event.topics.values_list("kind", "key")
    assert [text for text, _url, _quote in told("consultation.published")][-1].startswith("Hörandet har öppnats")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.dictionaries(st.integers(0, 6), st.integers(0, 6)), st.integers(0, 6))
def test_a_chain_ends_and_names_each_once(links, here):
    before = {UUID(int=one): UUID(int=other) for one, other in links.items()}
    earlier, later = chain(UUID(int=here), before)
    every = [*earlier, UUID(int=here), *later]
    assert len(every) == len(set(every))


def test_more_time_holds_at_once_in_every_language_and_in_drafts(page, editor):
    translate(page)
    page = ConsultationPage.objects.get(pk=page.pk)
    page.summary = "Luonnos, jota ei ole julkaistu."
    page.save_revision()
    until = timezone.now().replace(microsecond=0) + 30 * DAY
    actions.extend(page=page, closes_at=until, reason=REASON, user=editor, now=timezone.now())
    public = ConsultationPage.objects.get(pk=page.pk)
    assert (public.closes_at, swedish(page).closes_at) == (until, until)
    assert public.summary == "Kaavaehdotus on nähtävillä."
    draft = public.get_latest_revision_as_object()
    assert (draft.closes_at, draft.summary) == (until, "Luonnos, jota ei ole julkaistu.")
    translate(public)
    assert swedish(page).closes_at == until
    assert Entry.objects.get(kind="consultation", object_id=page.pk).closes == until


def test_more_time_leaves_a_trace_and_is_told_once_to_each(page, editor, django_capture_on_commit_callbacks):
    follower = factories.resident()
    with django_capture_on_commit_callbacks(execute=True):
        for address in ("aino@koivuranta.example", "AINO@koivuranta.example", "bo@koivuranta.example"):
            send(page, email=address)
        send(page, user=follower, email="", street="Katu 1")
        gone = send(page, email="pois@koivuranta.example")
    Opinion.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    mail.outbox.clear()
    made = actions.extend(
        page=page, closes_at=timezone.now() + 30 * DAY, reason=REASON, user=editor, now=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.tell_senders(extension=made) == 3
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        ["aino@koivuranta.example", "bo@koivuranta.example", follower.email]
    )
    assert all(REASON["fi"] in sent.body for sent in mail.outbox)
    assert actions.tell_senders(extension=Extension.objects.get()) == 0
    assert Event.objects.get(kind="consultation.extended").told == [follower.pk]
    assert [quote for _text, _url, quote in told("consultation.extended")] == [REASON["fi"], REASON["sv"]]
    row = AuditRow.objects.get(verb="consultation.extend")
    assert (row.actor_id, row.detail["reason"]) == (editor.pk, REASON["fi"])


@pytest.mark.parametrize(
    ("opens", "closes", "until", "code"),
    [(-9, -1, 9, "past"), (1, 9, 20, "next"), (-9, 9, 8, "earlier"), (-9, 9, 9, "earlier")],
)
def test_only_an_open_one_gets_more_time(site, editor, opens, closes, until, code):
    now = timezone.now()
    page = consultation_page(site, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
    with pytest.raises(Refused) as refused:
        actions.extend(page=page, closes_at=now + until * DAY, reason=REASON, user=editor, now=now)
    assert refused.value.refusal.code == code
    assert ConsultationPage.objects.get(pk=page.pk).closes_at == now + closes * DAY


def test_the_reason_is_given_in_every_language(page, editor):
    with pytest.raises(ValidationError):
        actions.extend(
            page=page, closes_at=timezone.now() + 30 * DAY, reason={"fi": "Syy."}, user=editor, now=timezone.now()
        )
    assert not Extension.objects.exists()


def test_an_editor_gives_more_time_and_everybody_sees_why(client, page, editor):
    client.force_login(editor)
    url = reverse("consultation_extend", args=[page.translation_key])
    until = timezone.localtime() + timedelta(days=30)
    sent = {"closes_at": f"{until:%d.%m.%Y %H.%M}", "reason_fi": REASON["fi"], "reason_sv": ""}
    refused = client.post(url, sent)
    assert "reason" in refused.context["form"].errors
    answer = client.post(url, {**sent, "reason_sv": REASON["sv"]})
    assert not answer.context, answer.context["form"].errors
    assert answer["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert REASON["fi"] in client.get(page.url).content.decode()
    assert REASON["sv"] in client.get(swedish(page).url).content.decode()
    assert REASON["fi"] in client.get(url).content.decode()


def test_what_has_closed_is_offered_a_new_round(client, site, editor):
    page = consultation_page(site, opens_at=timezone.now() - 9 * DAY, closes_at=timezone.now() - DAY)
    client.force_login(editor)
    content = client.get(reverse("consultation_extend", args=[page.translation_key])).content.decode()
    address = reverse("consultation_copy", args=[page.translation_key])
    assert f'href="{address}?round=1"' in content
    assert 'name="closes_at"' not in content


def test_an_editor_opens_a_new_round(client, page, editor):
    client.force_login(editor)
    address = reverse("consultation_copy", args=[page.translation_key])
    assert client.get(f"/admin/pages/{page.pk}/copy/")["Location"] == address
    year = timezone.localdate().year
    assert f'value="Keskustan asemakaava {year}"' in client.get(f"{address}?round=1").content.decode()
    answer = client.post(address, {"title_fi": "Toinen kierros", "parent": page.get_parent().pk, "as_round": "on"})
    made = ConsultationPage.objects.get(title="Toinen kierros", locale=page.locale)
    assert answer["Location"] == f"/admin/pages/{made.pk}/edit/"
    assert made.previous_round == page.translation_key
    buttons = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert reverse("consultation_extend", args=[page.translation_key]) in buttons


@pytest.mark.parametrize("name", ["consultation_copy", "consultation_extend"])
def test_others_have_no_such_page(client, site, page, name):
    other = factories.municipality("Harjuvesi", hostname="harju.example")
    for user in (
        factories.official(site, Role.PREPARER),
        factories.official(site, Role.MODERATOR),
        factories.official(other, Role.EDITOR),
    ):
        client.force_login(user)
        assert client.get(reverse(name, args=[page.translation_key])).status_code != 200


def test_a_copy_stays_in_its_municipality(client, site, page):
    other = factories.municipality("Harjuvesi", hostname="harju.example")
    client.force_login(factories.official(site, Role.EDITOR))
    answer = client.post(
        reverse("consultation_copy", args=[page.translation_key]),
        {"title_fi": "Karannut", "parent": other.root_page.pk},
    )
    assert "parent" in answer.context["form"].errors
    assert not ConsultationPage.objects.filter(title="Karannut").exists()
