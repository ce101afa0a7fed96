"""What expires, when, after which warning, and what is left then."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from participation.comments.models import Comment
from participation.moderation import actions as moderation
from participation.moderation.models import Case, Decision, Report
from participation.moderation.queries import waiting
from participation.projects.models import ProjectPage
from participation.proposals import actions as proposals
from participation.proposals.models import Proposal, Support
from participation.retention import actions, kinds
from participation.retention.actions import applying
from participation.retention.models import Expiry
from participation.retention.planning import Ground, coming
from participation.retention.rules import months_before, scope_at
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 27, 12, tzinfo=timezone.get_current_timezone())


def test_months_are_the_calendars() -> None:
    assert months_before(datetime(2026, 3, 31), 1) == datetime(2026, 2, 28)
    assert months_before(datetime(2026, 1, 15), 13) == datetime(2024, 12, 15)
    due = scope_at(datetime(2026, 6, 1), site_id=1, months=12, project_key=None)
    assert due
    assert due.before == datetime(2025, 6, 1)


@pytest.fixture
def site() -> Site:
    with time_machine.travel(START):
        return factories.municipality()


@pytest.fixture
def admin(site: Site) -> User:
    with time_machine.travel(START):
        return factories.official(site, Role.ADMINISTRATOR)


@pytest.fixture
def life(site: Site, admin: User) -> dict[str, Any]:
    """A project that ended ten days after ``START``, and one without an end, each with people in it."""
    with time_machine.travel(START, tick=False):
        ended, endless = factories.project(site), factories.project(site, "Aina auki", closes=None)
        person = factories.resident("Helmi")
        made: dict[str, Any] = {"ended": ended, "endless": endless, "person": person}
        for name, page in (("in_ended", ended), ("in_endless", endless)):
            made[name] = factories.proposal(site, page, person)
            for _ in range(3):
                proposals.support(proposal=made[name], user=factories.resident(), now=START)
            factories.comment(made[name], factories.resident("Kaarlo"))
        factories.draft(site, ended, person)
        mail.outbox.clear()
    return made


def run(moment: datetime, site: Site) -> list[Expiry]:
    with time_machine.travel(moment, tick=False):
        return actions.apply(site=site, now=moment)


def said(**options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("apply_retention", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def end_of(life: dict[str, Any]) -> datetime:
    return life["ended"].phases.get().closes_at


def people_in(page: ProjectPage) -> tuple[int, int, int]:
    """Proposals with an author, supports with a giver, comments with a writer."""
    own = Proposal.objects.filter(project_key=page.translation_key)
    return (
        own.exclude(publication="draft").filter(author__isnull=False).count(),
        Support.objects.filter(proposal__in=own, user__isnull=False).count(),
        Comment.objects.filter(target_id__in=own.values("pk"), author__isnull=False).count(),
    )


def test_a_project_loses_its_people_after_a_warning_and_keeps_the_rest(
    site: Site, life: dict[str, Any], admin: User, django_capture_on_commit_callbacks: Any
) -> None:
    key = life["ended"].translation_key
    assert run(end_of(life) + timedelta(days=366 - 40), site) == []
    assert not Expiry.objects.filter(project_key=key).exists()
    mail.outbox.clear()
    warned = end_of(life) + timedelta(days=366 - 20)  # supports and drafts are due in twenty days
    with django_capture_on_commit_callbacks(execute=True):
        run(warned, site)
    rows = Expiry.objects.filter(project_key=key).order_by("kind")
    assert [
        (row.kind, row.announced, row.number) for row in rows if row.project_key == life["ended"].translation_key
    ] == [
        ("drafts", 1, 0),
        ("supports", 3, 0),
    ]
    assert [one.to for one in mail.outbox] == [[admin.email]]
    assert "Ranta kuntoon" in mail.outbox[0].body
    assert people_in(life["ended"]) == (1, 3, 1)
    run(warned + timedelta(days=29), site)
    assert people_in(life["ended"]) == (1, 3, 1)
    ended = run(warned + timedelta(days=30), site)
    assert people_in(life["ended"]) == (1, 0, 1)
    assert {(row.kind, row.number) for row in ended if row.project_key == key} == {("drafts", 1), ("supports", 3)}
    later = warned + timedelta(days=800)
    run(later, site)
    run(later + timedelta(days=30), site)
    assert people_in(life["ended"]) == (0, 0, 0)
    left = Proposal.objects.get(pk=life["in_ended"].pk)
    assert (left.title, left.support_count, left.comment_count) == ("Rantasaunalle talviuintipaikka", 3, 1)
    assert Support.objects.filter(proposal=left).count() == 3
    before = list(Expiry.objects.values_list("pk", "number"))
    run(later + timedelta(days=31), site)
    assert list(Expiry.objects.values_list("pk", "number")) == before
    assert AuditRow.objects.filter(verb="retention.expire").count() >= 4


def test_a_project_without_an_end_counts_from_when_each_thing_was_touched(site: Site, life: dict[str, Any]) -> None:
    late = START + timedelta(days=700)
    with time_machine.travel(late, tick=False):
        proposals.support(proposal=life["in_endless"], user=factories.resident(), now=late)
    run(late + timedelta(days=1), site)
    run(late + timedelta(days=31), site)
    assert people_in(life["endless"])[1] == 1


def test_a_hold_stops_everything_and_lifting_it_warns_anew(site: Site, life: dict[str, Any], admin: User) -> None:
    key, late = life["ended"].translation_key, end_of(life) + timedelta(days=1000)
    run(late, site)
    actions.hold(site=site, user=admin, project_key=key, reason="Päätöksestä on valitettu", now=late)
    run(late + timedelta(days=60), site)
    assert people_in(life["ended"]) == (1, 3, 1)
    actions.lift(site=site, user=admin, project_key=key, now=late + timedelta(days=61))
    run(late + timedelta(days=61), site)
    assert people_in(life["ended"]) == (1, 3, 1)
    run(late + timedelta(days=91), site)
    assert people_in(life["ended"]) == (0, 0, 0)


def test_a_time_of_its_own_and_for_good(site: Site, life: dict[str, Any], admin: User) -> None:
    key, late = life["ended"].translation_key, end_of(life) + timedelta(days=1000)
    actions.set_months(site=site, user=admin, kind="supports", months=None, project_key=key)
    run(late, site)
    run(late + timedelta(days=30), site)
    assert people_in(life["ended"]) == (0, 3, 0)
    run(late + timedelta(days=31), site)
    actions.set_months(site=site, user=admin, kind="supports", months=12, project_key=key)
    run(late + timedelta(days=32), site)
    actions.set_months(site=site, user=admin, kind="supports", months=120, project_key=key)
    run(late + timedelta(days=70), site)
    assert people_in(life["ended"])[1] == 3
    assert Expiry.objects.filter(kind="supports", project_key=key, dropped=True).count() == 1


def test_a_dry_run_says_the_same_and_does_nothing(site: Site, life: dict[str, Any]) -> None:
    late = end_of(life) + timedelta(days=1000)
    for moment in (late, late + timedelta(days=30)):
        with time_machine.travel(moment, tick=False):
            dry = said(dry_run=True, hostname=site.hostname)
            assert dry == said(dry_run=True)
            assert dry == said()
            assert dry
    assert {line["what"] for line in dry} == {"expire"}
    assert people_in(life["ended"]) == (0, 0, 0)


def test_what_was_cut_short_goes_on_and_counts_once(
    site: Site, life: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = end_of(life) + timedelta(days=1000)
    run(late, site)
    monkeypatch.setattr(applying, "BATCH", 1)
    real, seen = kinds.kinds()["supports"].expire, []

    def dies(ids: Any, now: datetime) -> int:
        seen.append(ids)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(ids, now)

    monkeypatch.setitem(kinds._kinds, "supports", kinds.Kind(**{**vars(kinds.kinds()["supports"]), "expire": dies}))
    with pytest.raises(KeyboardInterrupt):
        run(late + timedelta(days=30), site)
    run(late + timedelta(days=30), site)
    assert sorted(Expiry.objects.filter(kind="supports").values_list("announced", "number")) == [(3, 3), (3, 3)]
    assert not Expiry.objects.filter(ended_at=None).exists()


def test_accounts_that_sleep_are_warned_by_mail_and_go(
    site: Site, admin: User, django_capture_on_commit_callbacks: Any
) -> None:
    with time_machine.travel(START):
        asleep, wakes = factories.resident("Uneksija"), factories.resident("Herääjä")
        User.objects.update(last_login=START)
    late = START + timedelta(days=730)
    with django_capture_on_commit_callbacks(execute=True):
        run(late, site)
        run(late + timedelta(days=1), site)
    told = [one for one in mail.outbox if "tilisi" in one.subject.lower()]
    assert sorted(one.to[0] for one in told) == sorted([asleep.email, wakes.email])
    User.objects.filter(pk=wakes.pk).update(last_login=late + timedelta(days=5))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ended = run(late + timedelta(days=30), site)
    assert [(row.kind, row.number) for row in ended] == [("accounts", 1)]
    assert set(User.objects.values_list("pk", flat=True)) == {wakes.pk, admin.pk}
    assert [one.to for one in mail.outbox] == [[asleep.email]]


def test_a_case_keeps_its_decision_and_loses_its_people(site: Site, life: dict[str, Any]) -> None:
    with time_machine.travel(START, tick=False):
        comment, moderator = Comment.objects.first(), factories.official(site, Role.MODERATOR)
        moderation.report(
            kind="comment",
            thing_id=comment.pk,
            site_id=site.pk,
            user=life["person"],
            network="n",
            now=START,
            reason="insult",
            text="Loukkaa",
        )
        case = waiting(moderator).get()
        moderation.decide(case=case, user=moderator, now=START, seen=case.version, verb="hide", rule="insult")
    late = START + timedelta(days=1000)
    run(late, site)
    run(late + timedelta(days=30), site)
    case, report, decision = Case.objects.get(), Report.objects.get(), Decision.objects.get()
    assert (case.author, case.author_name, case.text, report.reporter, report.text) == (None, "", "", None, "")
    assert (decision.author, decision.verb, decision.rule) == (None, "hide", "insult")


def test_administrators_see_and_set_it_and_others_do_not(site: Site, life: dict[str, Any], admin: User) -> None:
    late = end_of(life) + timedelta(days=1000)
    run(late, site)
    run(late + timedelta(days=30), site)
    client = Client()
    client.force_login(admin)
    page = client.get("/admin/retention/").content.decode()
    assert "Kuka kannatti mitäkin" in page
    assert "Ranta kuntoon" in page
    values = {name: kind.months for name, kind in kinds.kinds().items()} | {"warned_days": 14, "supports": ""}
    client.post("/admin/retention/", values)
    ground = Ground(site, late)
    assert (ground.warned_days, ground.months["supports", None]) == (14, None)
    key = life["ended"].translation_key
    client.post(f"/admin/retention/project/{key}/", {"hold": "1", "reason": "Valitus vireillä"})
    assert key in Ground(site, late).held
    assert coming(Ground(site, late + timedelta(days=30))) == []
    row = Expiry.objects.exclude(project="").first()
    assert "Ranta kuntoon" in client.get(f"/admin/retention/expiry/{row.pk}/").content.decode() or row.project
    table = b"".join(client.get("/admin/retention/table/csv/").streaming_content).decode()
    assert "Ranta kuntoon" in table
    assert life["person"].email not in table
    client.force_login(factories.official(site, Role.MODERATOR))
    assert client.get("/admin/retention/", follow=True).redirect_chain
    assert client.get(f"/admin/retention/expiry/{row.pk}/", follow=True).status_code == 404


def test_everything_that_expires_is_counted_the_same_after(site: Site, life: dict[str, Any]) -> None:
    """An expired support still moves with a merge, and back."""
    late = end_of(life) + timedelta(days=1000)
    run(late, site)
    run(late + timedelta(days=30), site)
    preparer = factories.official(site, Role.PREPARER)
    one, other = life["in_ended"], life["in_endless"]
    proposals.merge(proposal=one, into=other, user=preparer, now=timezone.now())
    assert Proposal.objects.get(pk=other.pk).support_count == 6
    proposals.undo_merge(proposal=Proposal.objects.get(pk=one.pk), user=preparer, now=timezone.now())
    assert set(Proposal.objects.filter(publication="published").values_list("support_count", flat=True)) == {3}
    assert not Proposal.objects.filter(support_count__lt=F("support_base")).exists()
