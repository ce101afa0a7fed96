"""Every write to proposals, through the actions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

import search.queries
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.proposals import actions, tallies
from participation.proposals.models import Handling, Proposal, Support, Tally
from participation.proposals.rules import Publication, State
from tests import factories


def found(site, words: str) -> list[int]:
    rows = Proposal.objects.filter(pk__in=search.queries.ids_matching(site_id=site.pk, kind="proposal", text=words))
    return list(rows.values_list("pk", flat=True))


def counted(site) -> dict[str, int]:
    return dict(Tally.objects.filter(site=site, number__gt=0).values_list("state", "number"))


def test_a_draft_is_kept_and_changed_under_its_own_name(site, page) -> None:
    author, uuid = factories.resident(), uuid4()
    start = {"uuid": uuid, "site_id": site.pk, "author": author, "project_key": page.translation_key, "language": "fi"}
    first = actions.save_draft(**start, fields={"title": "  Penkkejä   rantaan "})
    second = actions.save_draft(**start, fields={"body": "Yksi\r\n\r\n\r\n\r\nkaksi\x00"})
    assert first.pk == second.pk
    second.refresh_from_db()
    assert (second.title, second.body) == ("Penkkejä rantaan", "Yksi\n\nkaksi")
    assert second.publication == Publication.DRAFT


def test_nobody_changes_another_persons_draft(site, page) -> None:
    draft = factories.draft(site, page, factories.resident())
    with pytest.raises(Refused) as refused:
        actions.save_draft(
            uuid=draft.uuid,
            site_id=site.pk,
            author=factories.resident(),
            project_key=page.translation_key,
            language="fi",
            fields={"title": "Kaapattu ehdotus"},
        )
    assert refused.value.refusal.code == "not_author"
    draft.refresh_from_db()
    assert draft.title == "Rantasaunalle talviuintipaikka"


def test_publishing_makes_it_public_counted_findable_and_noted(site, page) -> None:
    author = factories.resident()
    draft = factories.draft(site, page, author)
    assert (found(site, "talviuintipaikka"), counted(site)) == ([], {})
    published = actions.publish(proposal=draft, user=author, now=timezone.now())
    assert published.publication == Publication.PUBLISHED
    assert found(site, "talviuintipaikoille") == [draft.pk]
    assert counted(site) == {State.RECEIVED: 1}
    assert list(AuditRow.objects.filter(kind="proposal").values_list("verb", "actor_id")) == [
        ("proposal.publish", author.pk)
    ]


def test_publishing_twice_changes_nothing(site, page) -> None:
    author = factories.resident()
    draft = factories.draft(site, page, author)
    first = actions.publish(proposal=draft, user=author, now=timezone.now())
    second = actions.publish(proposal=draft, user=author, now=timezone.now() + timedelta(hours=1))
    assert second.published_at == first.published_at
    assert counted(site) == {State.RECEIVED: 1}


@pytest.mark.parametrize(("field", "value"), [("title", "Ei"), ("body", "Lyhyt"), ("theme", None)])
def test_an_incomplete_draft_is_not_published(site, page, field, value) -> None:
    author = factories.resident()
    draft = factories.draft(site, page, author, **{field: value})
    with pytest.raises(ValidationError) as error:
        actions.publish(proposal=draft, user=author, now=timezone.now())
    assert list(error.value.message_dict) == [field]
    assert Proposal.objects.get().publication == Publication.DRAFT


def test_nothing_is_published_when_collecting_has_closed(site, page) -> None:
    author = factories.resident()
    draft = factories.draft(site, page, author)
    with pytest.raises(Refused) as refused:
        actions.publish(proposal=draft, user=author, now=timezone.now() + timedelta(days=11))
    assert refused.value.refusal.code == "closed"


def test_an_edit_keeps_what_was_said_before(site, page) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    now = timezone.now() + timedelta(hours=1)
    edited = actions.edit(proposal=proposal, user=author, now=now, fields={"title": "Rannalle kioski kesäksi"})
    assert (edited.title, edited.edited_at) == ("Rannalle kioski kesäksi", now)
    version = edited.versions.get()
    assert (version.title, version.written_at) == ("Rantasaunalle talviuintipaikka", proposal.published_at)
    assert (found(site, "rantasauna"), found(site, "kioskit")) == ([], [proposal.pk])


def test_withdrawing_leaves_the_page_and_takes_the_rest(site, page) -> None:
    author = factories.resident()
    proposal = factories.proposal(site, page, author)
    gone = actions.withdraw(proposal=proposal, user=author, now=timezone.now())
    assert gone.publication == Publication.WITHDRAWN
    assert (found(site, "talviuintipaikka"), counted(site)) == ([], {})


def test_support_counts_once_and_can_be_taken_back(site, page) -> None:
    proposal, person = factories.proposal(site, page), factories.resident()
    now = timezone.now()
    assert actions.support(proposal=proposal, user=person, now=now) == 1
    assert actions.support(proposal=proposal, user=person, now=now) == 1
    assert actions.withdraw_support(proposal=proposal, user=person, now=now) == 0
    assert actions.withdraw_support(proposal=proposal, user=person, now=now) == 0
    proposal.refresh_from_db()
    assert (proposal.support_count, Support.objects.count()) == (0, 0)


def test_the_database_refuses_a_second_support(site, page) -> None:
    proposal, person = factories.proposal(site, page), factories.resident()
    Support.objects.create(proposal=proposal, user=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(proposal=proposal, user=person)


def test_an_answer_sets_the_state_and_tells_the_author(site, page, django_capture_on_commit_callbacks) -> None:
    author = factories.resident(language="sv")
    proposal = factories.proposal(site, page, author)
    preparer = factories.official(site, Role.PREPARER)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer(
            proposal=proposal,
            user=preparer,
            now=timezone.now(),
            state=State.ACCEPTED,
            text={"fi": "Kyllä, ensi talveksi.", "sv": "Ja, till nästa vinter."},
            signed={"fi": "Liikuntapäällikkö", "sv": "Idrottschef"},
            decision={"title": {"fi": "Kokeilu"}, "number": "KOI/96/2026"},
        )
    proposal.refresh_from_db()
    step = Handling.objects.get()
    assert (proposal.state, step.before, step.by, step.decision_number) == (
        State.ACCEPTED,
        State.RECEIVED,
        preparer,
        "KOI/96/2026",
    )
    assert counted(site) == {State.ACCEPTED: 1}
    message = mail.outbox[0]
    assert (message.to, len(mail.outbox)) == ([author.email], 1)
    assert "Ja, till nästa vinter." in message.body
    assert "Kyllä" not in message.body
    assert "/sv/" in message.body


def test_a_rejection_without_a_reason_is_refused(site, page) -> None:
    proposal, preparer = factories.proposal(site, page), factories.official(site, Role.PREPARER)
    with pytest.raises(Refused) as refused:
        actions.answer(proposal=proposal, user=preparer, now=timezone.now(), state=State.REJECTED, text={}, signed={})
    assert refused.value.refusal.code == "reason"
    assert Proposal.objects.get().state == State.RECEIVED


def test_an_official_of_another_municipality_does_not_answer(site, page) -> None:
    proposal = factories.proposal(site, page)
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    stranger = factories.official(other, Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        actions.answer(
            proposal=proposal, user=stranger, now=timezone.now(), state=State.ACCEPTED, text={"fi": "Kyllä"}, signed={}
        )
    assert refused.value.refusal.code == "role"


def test_recounting_gives_what_the_moves_gave(site, page) -> None:
    for _n in range(3):
        factories.proposal(site, page)
    moved = sorted(Tally.objects.filter(number__gt=0).values_list("project_key", "theme", "area", "state", "number"))
    tallies.recount(site.pk)
    assert sorted(Tally.objects.values_list("project_key", "theme", "area", "state", "number")) == moved
