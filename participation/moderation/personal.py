"""Moderation in the table of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal import Basis, Leaving, Personal, each, exempt, goes, register, unlinks
from accounts.personal.registry import batches_of_ids

from .models import Appeal, Case, Decision, MailChoice, Report, Sanction


def _case(case: Case) -> Mapping[str, Any]:
    """Not who reported or decided, nor in what words."""
    return {
        "about": case.heading,
        "text": case.text,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "standing": case.standing_label,
    }


def _decision(decision: Decision) -> Mapping[str, Any]:
    appeal = getattr(decision, "appeal", None)
    return {
        "what": decision.what,
        "rule": decision.get_rule_display() if decision.rule else "",
        "message": decision.message,
        "at": decision.at,
        "appeal": appeal.text if appeal else "",
    }


def _report(report: Report) -> Mapping[str, Any]:
    return {"reason": report.get_reason_display(), "text": report.text, "at": report.at}


def _sanction(sanction: Sanction) -> Mapping[str, Any]:
    return {
        "what": sanction.get_kind_display(),
        "rule": sanction.get_rule_display(),
        "message": sanction.message,
        "starts_at": sanction.starts_at,
        "ends_at": sanction.ends_at,
    }


def _decisions(user: User) -> Any:
    return Decision.objects.filter(author=user).select_related("appeal")


def register_moderation() -> None:
    settled = _("As long as the municipality’s records plan says.")
    register(
        Personal(
            model="moderation.Case",
            title=_("Cases about your texts"),
            rows=lambda user: Case.objects.filter(author=user),
            export=each(_case),
            erase=unlinks("moderation.Case", "author", author_name=""),
            why=_("So that the same rules hold for all, and a decision can be looked at again."),
            kept=settled,
            gone=_("Stays without your name; the words go when your text goes."),
        )
    )
    register(
        Personal(
            model="moderation.Decision",
            title=_("Moderators’ decisions about your texts"),
            rows=_decisions,
            export=each(_decision),
            erase=_forget_decisions,
            why=_("So that a decision can be looked at again, and accounted for."),
            kept=settled,
            gone=_("The decision stays without your name; what you wrote in an appeal goes."),
            basis=Basis.LAW,
            labels={"appeal": _("appeal")},
            parts=["moderation.Appeal"],
        )
    )
    register(
        Personal(
            model="moderation.Report",
            title=_("Reports that you made"),
            rows=lambda user: Report.objects.filter(reporter=user),
            export=each(_report),
            erase=_forget_reports,
            why=_("So that moderators see what others think breaks the rules."),
            kept=settled,
            gone=_("The report stays without your name, for it is about somebody else’s text."),
        )
    )
    register(
        Personal(
            model="moderation.Sanction",
            title=_("Sanctions"),
            rows=lambda user: Sanction.objects.filter(person=user),
            export=each(_sanction),
            erase=goes("moderation.Sanction", "person"),
            why=_("So that whoever broke the rules again and again stays out for a while."),
            kept=settled,
        )
    )
    register(
        Personal(
            model="moderation.MailChoice",
            title=_("Mails to moderators"),
            rows=lambda user: MailChoice.objects.filter(person=user),
            export=each(lambda row: {"what": row.get_how_display(), "starts_at": row.since}),
            erase=goes("moderation.MailChoice", "person"),
            parts=["moderation.Told"],
        )
    )
    exempt("moderation.TextPrint", "keyed hash of a text, of no person; goes after 30 days")


def _forget_decisions(leaving: Leaving) -> None:
    Appeal.objects.filter(decision__author=leaving.user).update(text="")
    unlinks("moderation.Decision", "author")(leaving)


def _forget_reports(leaving: Leaving) -> None:
    """The key that knows the same person again is made of the account: another stands for it."""
    for ids in batches_of_ids(Report, {"reporter": leaving.user}):
        for report in Report.objects.filter(pk__in=ids):
            report.reporter, report.person_key = None, f"gone {uuid4().hex}"
            report.save(update_fields=["reporter", "person_key"])
