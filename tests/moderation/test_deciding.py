"""What a decision does to comments and proposals, to counts, search, lists and own pages; who may make it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

import search.queries
from accounts.actions import grant
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from municipality.models import Theme
from participation.comments import actions as comment_actions
from participation.comments.models import Comment
from participation.moderation import queries
from participation.moderation.models import Case, Decision
from participation.moderation.rules import Rule, Standing, Verb
from participation.proposals import tallies
from participation.proposals.actions import edit, move
from participation.proposals.models import Proposal
from participation.proposals.rules import Publication
from tests import factories
from tests.moderation.acts import case_of, decide, remove, report


def found(site, kind: str, words: str) -> set[int]:
    model = Comment if kind == "comment" else Proposal
    rows = model.objects.filter(pk__in=search.queries.ids_matching(site_id=site.pk, kind=kind, text=words))
    return set(rows.values_list("pk", flat=True))


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MODERATOR, Role.ADMINISTRATOR)])
def test_other_roles_decide_nothing(site, comment, role) -> None:
    case = report(comment)
    with pytest.raises(Refused) as refused:
        decide(case, factories.official(site, role), Verb.REMOVE, rule=Rule.SPAM)
    assert (refused.value.refusal.code, fresh(comment).is_public, Decision.objects.count()) == ("role", True, 0)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_moderators_and_administrators_decide(site, comment, role) -> None:
    decide(report(comment), factories.official(site, role), Verb.REMOVE, rule=Rule.SPAM)
    assert fresh(comment).mark == Standing.REMOVED


def test_a_moderator_of_another_municipality_decides_nothing(site, comment) -> None:
    elsewhere = factories.municipality("Muualla", "Annorstädes", "muualla.example")
    with pytest.raises(Refused):
        decide(report(comment), factories.official(elsewhere, Role.MODERATOR), Verb.KEEP)


def test_a_moderator_of_one_project_decides_there_only(site, page, comment) -> None:
    other = factories.project(site, "Toinen hanke")
    person = factories.resident()
    grant(person, site, Role.MODERATOR, None, [Limit(project_key=other.translation_key)])
    with pytest.raises(Refused) as refused:
        decide(report(comment), User.objects.get(pk=person.pk), Verb.KEEP)
    assert refused.value.refusal.code == "role"
    there = factories.comment(factories.proposal(site, other), factories.resident())
    assert decide(report(there), User.objects.get(pk=person.pk), Verb.KEEP).verb == Verb.KEEP


@pytest.mark.parametrize(("verb", "mark"), [(Verb.HIDE, "hidden"), (Verb.REMOVE, "removed")])
def test_a_comment_leaves_the_public_and_comes_back(site, proposal, comment, moderator, verb, mark) -> None:
    case = report(comment)
    decide(case, moderator, verb, rule=Rule.INSULT)
    gone = fresh(comment)
    assert (gone.mark, gone.rule_label, fresh(proposal).comment_count) == (mark, "Loukkaa tai häiritsee jotakuta", 0)
    assert (found(site, "comment", "ääliö"), gone.body) == (set(), comment.body)
    case.refresh_from_db()
    assert (case.is_open, case.standing) == (False, mark)
    decide(case, moderator, Verb.RESTORE)
    back = fresh(comment)
    assert (back.mark, back.broken_rule, back.judged_at, fresh(proposal).comment_count) == ("", "", None, 1)
    assert found(site, "comment", "ääliö") == {comment.pk}
    assert Decision.objects.get(verb=verb).reversed_at is not None


def test_hiding_then_removing_counts_once(proposal, comment, moderator) -> None:
    case = report(comment)
    decide(case, moderator, Verb.HIDE, rule=Rule.INSULT)
    decide(case, moderator, Verb.REMOVE, rule=Rule.INSULT)
    assert (fresh(comment).mark, fresh(proposal).comment_count) == ("removed", 0)


def test_a_proposal_leaves_lists_counts_and_search_with_its_comments(site, page, proposal, comment, moderator) -> None:
    case = report(proposal)
    decide(case, moderator, Verb.HIDE, rule=Rule.PERSONAL)
    assert fresh(proposal).publication == Publication.HIDDEN
    assert tallies.total(site.pk, {}) == 0
    assert (found(site, "proposal", "talviuinti"), found(site, "comment", "ääliö")) == (set(), set())
    decide(case, moderator, Verb.RESTORE)
    back = fresh(proposal)
    assert (back.publication, back.published_at) == (Publication.PUBLISHED, proposal.published_at)
    assert tallies.total(site.pk, {}) == 1
    assert (found(site, "proposal", "talviuinti"), found(site, "comment", "ääliö")) == ({proposal.pk}, {comment.pk})


def test_what_is_left_as_it_is_stays_and_its_author_hears_nothing(
    comment, moderator, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        decide(report(comment), moderator, Verb.KEEP)
    assert (fresh(comment).is_public, case_of(comment).is_open, mail.outbox) == (True, False, [])


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "fi",
            "Kommenttisi on poistettu: Rantasaunalle talviuintipaikka",
            "Rikottu sääntö: Loukkaa tai häiritsee jotakuta.",
        ),
        (
            "sv",
            "Din kommentar har tagits bort: Rantasaunalle talviuintipaikka",
            "Regeln som bröts: Kränker eller trakasserar någon.",
        ),
    ],
)
def test_the_author_is_told_in_their_own_language(
    site, comment, moderator, django_capture_on_commit_callbacks, language, subject, words
) -> None:
    User.objects.filter(pk=comment.author_id).update(language=language)
    with django_capture_on_commit_callbacks(execute=True):
        decision = remove(comment, moderator, message="Puhu asiasta, älä ihmisistä.")
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([comment.author.email], subject)
    slug = "/fi/moderointi/ratkaisut/" if language == "fi" else "/sv/moderering/beslut/"
    for expected in (words, "Puhu asiasta, älä ihmisistä.", comment.body, f"{site.root_url}{slug}{decision.uuid}/"):
        assert expected in sent.body
    assert moderator.display_name not in sent.body


def test_what_its_author_removed_cannot_be_decided_and_no_copy_is_kept(comment, moderator) -> None:
    case = report(comment)
    comment_actions.remove(comment=comment, user=comment.author, now=timezone.now())
    case.refresh_from_db()
    assert (case.is_open, case.standing, case.text, case.heading) == (False, Standing.GONE, "", "")
    with pytest.raises(Refused) as refused:
        decide(case, moderator, Verb.REMOVE, rule=Rule.SPAM)
    assert refused.value.refusal.code == "verb"


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_its_author_touches_nothing_that_a_moderator_has_removed(comment, moderator, verb) -> None:
    remove(comment, moderator)
    values = {"body": "Uusi teksti."} if verb == "edit" else {}
    with pytest.raises(Refused) as refused:
        getattr(comment_actions, verb)(comment=comment, user=comment.author, now=timezone.now(), **values)
    assert (refused.value.refusal.code, fresh(comment).body) == ("removed", comment.body)


def test_every_decision_leaves_a_row(comment, moderator) -> None:
    remove(comment, moderator)
    row = AuditRow.objects.get(verb="moderation.remove")
    assert (row.actor_id, row.subject_id, row.key, row.detail["rule"]) == (
        moderator.pk,
        comment.author_id,
        str(comment.uuid),
        "insult",
    )
    assert comment.body not in str(row.detail)


def test_the_newest_case_of_a_text_is_the_one_to_decide(comment, moderator) -> None:
    old = report(comment)
    decide(old, moderator, Verb.KEEP)
    report(comment, factories.resident())
    with pytest.raises(Refused) as refused:
        decide(Case.objects.get(pk=old.pk), moderator, Verb.REMOVE, rule=Rule.SPAM)
    assert refused.value.refusal.code == "older"


def test_cases_go_along_with_what_is_moved(site, page, proposal, comment, django_capture_on_commit_callbacks) -> None:
    cases = {report(proposal).pk, report(comment).pk}
    park = factories.project(site, "Puisto")
    here, there = (factories.resident() for _ in range(2))
    for person, project in ((here, page), (there, park)):
        grant(person, site, Role.MODERATOR, None, [Limit(project_key=project.translation_key)])
    assert [set(queries.visible_to(one).values_list("pk", flat=True)) for one in (here, there)] == [cases, set()]
    with django_capture_on_commit_callbacks(execute=True):
        move(
            proposal=proposal,
            user=factories.official(site, Role.PREPARER),
            now=timezone.now(),
            project_key=park.translation_key,
        )
    assert [set(queries.visible_to(one).values_list("pk", flat=True)) for one in (here, there)] == [set(), cases]
    with pytest.raises(Refused):
        decide(case_of(proposal), here, Verb.HIDE, rule=Rule.INSULT)


def test_cases_go_along_with_a_theme_that_is_changed(
    site, proposal, comment, django_capture_on_commit_callbacks
) -> None:
    judged = decide(report(comment), factories.official(site, Role.MODERATOR), Verb.KEEP).case
    other = Theme.objects.exclude(pk=proposal.theme_id).get(site=site)
    with django_capture_on_commit_callbacks(execute=True):
        edit(proposal=proposal, user=proposal.author, now=timezone.now(), fields={"theme": other})
    judged.refresh_from_db()
    assert judged.theme_id == other.pk
