"""Reports: anyone's, once each, gathered in one case; who reported is nobody's business."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.comments import actions as comment_actions
from participation.moderation import actions
from participation.moderation.models import Case, Report
from participation.moderation.rules import Rule, Verb
from participation.moderation.trail import VERBS
from tests import factories
from tests.moderation.acts import case_of, decide, remove, report


def test_reports_of_one_text_make_one_case(comment) -> None:
    first = report(comment, factories.resident(), reason=Rule.INSULT)
    second = report(comment, network="5.6.7.8", reason=Rule.SPAM)
    assert (first.pk, second.report_count, second.heading, second.text) == (
        second.pk,
        2,
        "Rantasaunalle talviuintipaikka",
        "Kuntalaiset ovat pelkkiä ääliöitä.",
    )


@pytest.mark.parametrize("signed_in", [True, False])
def test_one_persons_reports_count_once(comment, signed_in) -> None:
    person = factories.resident() if signed_in else None
    report(comment, person, reason=Rule.INSULT)
    case = report(comment, person, reason=Rule.SPAM)
    assert (case.report_count, Report.objects.get().reason) == (1, Rule.INSULT)


def test_what_a_moderator_left_as_it_is_comes_back_only_from_others(comment, moderator) -> None:
    person = factories.resident()
    decide(report(comment, person), moderator, Verb.KEEP)
    report(comment, person)
    assert Case.objects.filter(closed_at=None).count() == 0
    report(comment, factories.resident())
    assert Case.objects.filter(closed_at=None).count() == 1


def test_a_text_changed_since_can_be_reported_again(proposal, moderator) -> None:
    writer, person = factories.resident(), factories.resident()
    comment = factories.comment(proposal, writer)
    decide(report(comment, person), moderator, Verb.KEEP)
    later = timezone.now() + timedelta(minutes=5)
    comment_actions.edit(comment=comment, user=writer, now=later, body="Nyt tässä lukee jotain muuta.")
    report(comment, person, now=later + timedelta(minutes=1))
    assert case_of(comment).is_open


def test_the_address_of_a_reporter_is_kept_nowhere(comment) -> None:
    report(comment, network="192.0.2.77")
    row = Report.objects.get()
    kept = {field.name: str(getattr(row, field.attname)) for field in Report._meta.fields}
    assert [name for name, value in kept.items() if "192.0.2.77" in value] == []
    assert (row.reporter, len(row.person_key)) == (None, 64)


@pytest.mark.parametrize("case", ["own", "gone", "elsewhere", "removed"])
def test_what_cannot_be_reported(site, comment, moderator, case) -> None:
    values = {"kind": "comment", "thing_id": comment.pk, "site_id": site.pk, "user": factories.resident()}
    values |= {
        "own": {"user": comment.author},
        "gone": {"thing_id": 999_999},
        "elsewhere": {"site_id": site.pk + 1},
        "removed": {},
    }[case]
    if case == "removed":
        remove(comment, moderator)
    number = Report.objects.count()
    with pytest.raises(Refused) as refused:
        actions.report(network="1.1.1.1", now=timezone.now(), reason=Rule.SPAM, **values)
    assert refused.value.refusal.code == ("own" if case == "own" else "gone")
    assert Report.objects.count() == number


def test_only_an_administrator_learns_who_reported_and_leaves_a_mark(site, comment, moderator) -> None:
    person = factories.resident("Rannan Ritva")
    case = report(comment, person)
    with pytest.raises(Refused):
        actions.reveal_reporters(case=case, user=moderator)
    assert not AuditRow.objects.filter(verb="moderation.reveal").exists()
    boss = factories.official(site, Role.ADMINISTRATOR)
    assert [row.reporter for row in actions.reveal_reporters(case=case, user=boss)] == [person]
    row = AuditRow.objects.get(verb="moderation.reveal")
    assert (row.actor_id, row.detail["reporters"]) == (boss.pk, [person.pk])


def test_the_audit_row_tells_whose_text_it_was_and_no_words(comment) -> None:
    report(comment, factories.resident(), text="Tämä loukkaa naapuriani Virtasta.")
    row = AuditRow.objects.get(verb="moderation.report")
    assert (row.kind, row.key, row.subject_id) == ("comment", str(comment.uuid), comment.author_id)
    assert "Virta" not in str(row.detail)


def test_a_moderator_takes_up_what_nobody_has_reported(site, comment, moderator) -> None:
    values = {"kind": "comment", "thing_id": comment.pk, "site_id": site.pk, "now": timezone.now()}
    case = actions.take_up(user=moderator, **values)
    assert (case.is_open, case.report_count) == (True, 0)
    assert actions.take_up(user=moderator, **values) == case
    with pytest.raises(Refused):
        actions.take_up(user=factories.official(site, Role.PREPARER), **values)


def test_a_comment_on_what_is_not_there_to_read_is_neither_shown_nor_reported(
    client, site, proposal, comment, moderator
) -> None:
    address = reverse("moderation:report", args=["comment", comment.pk])
    assert comment.body in client.get(address).content.decode()
    decide(report(proposal), moderator, Verb.HIDE, rule=Rule.INSULT)
    assert client.get(address).status_code == 404
    with pytest.raises(Refused) as refused:
        report(comment)
    assert refused.value.refusal.code == "gone"


def test_who_reported_is_told_neither_to_preparers_nor_in_the_trail(client, site, proposal) -> None:
    report(proposal, factories.resident("Rannan Ritva"))
    client.force_login(factories.official(site, Role.PREPARER))
    answer = client.get(reverse("proposals_admin:answer", args=[proposal.pk]))
    told = [(event.what, event.who) for event in answer.context["events"]]
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    trail = reverse("accounts_trail:index")

    def rows(query: str = "") -> list[tuple[str, str]]:
        return [(row.entry.what, row.entry.who) for row in client.get(f"{trail}{query}").context["object_list"]]

    words = str(VERBS["moderation.report"])
    assert [(words, "") in found for found in (told, rows())] == [True, True]
    assert rows("?who=Rannan+Ritva") == rows("?q=Rannan+Ritva") == []
