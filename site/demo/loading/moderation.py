"""What moderators have done and what waits for them. Written past the actions, as the proposals are: the actions would
send the mails of these weeks again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from core.fields import LocalizedText
from core.models import AuditRow
from participation.comments.models import Comment
from participation.moderation import things
from participation.moderation.actions.reporting import person_key
from participation.moderation.actions.shared import describing
from participation.moderation.models import (
    Appeal,
    Case,
    Decision,
    MessageTemplate,
    ModerationSettings,
    Report,
    Sanction,
)
from participation.moderation.rules import AFTER, Standing, Verb
from participation.proposals.models import Proposal
from participation.proposals.rules import Publication

from . import proposals
from .desk import Desk
from .history import own_times

MODERATOR = "Moderaattori Johan"


def add(desk: Desk) -> None:
    data = desk.data("moderation")
    words = LocalizedText(data["settings"].pop("words"))
    ModerationSettings.objects.create(site=desk.site, words=words, **data["settings"])
    for spec in data["templates"]:
        MessageTemplate.objects.create(site=desk.site, **{**spec, "text": LocalizedText(spec["text"])})
    for number, spec in enumerate(data["comments"]):
        comment = _comment(desk, spec, number)
        _case(desk, "comment", comment, spec, number)
    _hidden(desk, data["proposal"])
    for spec in data["sanctions"]:
        _sanction(desk, spec)


def _comment(desk: Desk, spec: dict[str, Any], number: int) -> Comment:
    about = Proposal.objects.get(site=desk.site, title=spec["on"])
    published = about.published_at or about.created_at
    at = max(desk.calendar.past(spec["days"], turn=number), published + timedelta(minutes=40))
    comment = Comment.objects.create(
        site=desk.site,
        target_kind="proposal",
        target_id=about.pk,
        author=desk.users[spec["by"]],
        language=spec["lang"],
        body=spec["text"],
        created_at=min(at, desk.calendar.now - timedelta(minutes=90)),
        was_public="held" not in spec,
        standing=Standing.HELD if "held" in spec else Standing.PUBLIC,
    )
    if decision := spec.get("decision"):
        comment.standing, comment.broken_rule = AFTER[Verb(decision["verb"])], decision["rule"]
        comment.judged_at = _decided(desk, decision)
        comment.save()
    about.comment_count = Comment.objects.public().filter(target_kind="proposal", target_id=about.pk).count()
    about.save(update_fields=["comment_count"])
    return comment


def _hidden(desk: Desk, spec: dict[str, Any]) -> None:
    with own_times(Proposal):
        proposal = proposals.make(desk, spec, desk.calendar.past(spec["days"]))
        proposal.publication, proposal.broken_rule = Publication.HIDDEN, spec["decision"]["rule"]
        proposal.judged_at = _decided(desk, spec["decision"])
        proposal.save()
    _case(desk, "proposal", proposal, spec, 0)


def _case(desk: Desk, kind: str, thing: Any, spec: dict[str, Any], number: int) -> None:
    """The case with its reports or suspicions, what was decided, and the appeal against it."""
    look = things.look(kind, thing.pk)
    assert look is not None
    written = thing.created_at if kind == "comment" else thing.published_at
    opened = min(written + timedelta(minutes=35 + 10 * number), desk.calendar.now - timedelta(minutes=30))
    reports = spec.get("reports", ())
    decided = _decided(desk, spec["decision"]) if "decision" in spec else None
    case = Case.objects.create(
        site=desk.site,
        kind=kind,
        thing_id=thing.pk,
        thing_key=look.key,
        opened_at=opened,
        changed_at=decided or opened,
        closed_at=decided,
        report_count=len(reports),
        is_hold="held" in spec,
        **describing(look),
    )
    for turn, report in enumerate(reports):
        _report(desk, case, report, opened + timedelta(minutes=7 * turn), turn)
    for reason in spec.get("held", ()):
        Report.objects.create(case=case, reason=reason, by_screening=True, person_key=f"screening {reason}", at=opened)
    if "held" in spec:
        _row(case, None, "hold", opened)
    if "decision" in spec and decided:
        _decide(desk, case, spec, decided)


def _report(desk: Desk, case: Case, spec: dict[str, Any], at: datetime, turn: int) -> None:
    person = desk.users[spec["by"]] if spec["by"] else None
    Report.objects.create(
        case=case,
        reason=spec["reason"],
        text=spec.get("text", ""),
        reporter=person,
        person_key=person_key(person, f"192.0.2.{turn}"),
        at=at,
    )
    _row(case, person.pk if person else None, "report", at, reason=spec["reason"])


def _decide(desk: Desk, case: Case, spec: dict[str, Any], at: datetime) -> None:
    done, moderator = spec["decision"], desk.users[MODERATOR]
    decision = Decision.objects.create(
        case=case,
        site=desk.site,
        kind=case.kind,
        thing_id=case.thing_id,
        author=case.author,
        verb=done["verb"],
        before=Standing.PUBLIC,
        after=AFTER[Verb(done["verb"])],
        rule=done["rule"],
        message=done["message"],
        by=moderator,
        at=at,
        appeal_until=at + timedelta(days=14),
    )
    _row(case, moderator.pk, done["verb"], at, rule=done["rule"])
    if appeal := spec.get("appeal"):
        asked = min(desk.calendar.past(appeal["days"], turn=5), desk.calendar.now - timedelta(minutes=20))
        look = things.look(case.kind, case.thing_id)
        assert look is not None
        anew = Case.objects.create(
            site=desk.site,
            kind=case.kind,
            thing_id=case.thing_id,
            thing_key=case.thing_key,
            opened_at=asked,
            changed_at=asked,
            is_appeal=True,
            **describing(look),
        )
        Appeal.objects.create(decision=decision, case=anew, text=appeal["text"], at=asked)
        _row(anew, case.author_id, "appeal", asked)


def _sanction(desk: Desk, spec: dict[str, Any]) -> None:
    starts, moderator = desk.calendar.past(spec["days"], turn=3), desk.users[MODERATOR]
    person = desk.users[spec["person"]]
    Sanction.objects.create(
        site=desk.site,
        person=person,
        kind=spec["kind"],
        rule=spec["rule"],
        message=spec["message"],
        starts_at=starts,
        ends_at=starts + timedelta(days=spec["length"]) if spec["length"] else None,
        by=moderator,
    )
    AuditRow.objects.create(
        at=starts,
        site_id=desk.site.pk,
        actor_id=moderator.pk,
        verb="sanction.give",
        kind="user",
        key=str(person.pk),
        subject_id=person.pk,
        detail={"what": spec["kind"], "rule": spec["rule"], "days": spec["length"]},
    )


def _decided(desk: Desk, decision: dict[str, Any]) -> datetime:
    return desk.calendar.past(decision["days"], turn=2)


def _row(case: Case, actor_id: int | None, verb: str, at: datetime, **detail: Any) -> None:
    AuditRow.objects.create(
        at=at,
        site_id=case.site_id,
        actor_id=actor_id,
        verb=f"moderation.{verb}",
        kind=case.kind,
        key=str(case.thing_key),
        subject_id=case.author_id,
        detail={"case": case.pk, **detail},
    )
