"""What the foundation, accounts and packages keep of people. Other apps register theirs in a ``personal.py`` of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from accounts.models import RoleGroup, User
from core.audit import words
from core.desk.models import SavedView
from core.jobs.models import Job
from core.models import AuditRow

from .registry import Basis, Leaving, Personal, each, exempt, goes, register, stays


def _person(user: User) -> Mapping[str, Any]:
    return {
        "display_name": user.display_name,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "joined_at": user.date_joined,
        "signed_in_at": user.last_login,
        "seen_at": user.visited_at,
    }


def _role(group: RoleGroup) -> Mapping[str, Any]:
    return {"role": str(group.get_role_display()), "municipality": group.site.site_name}


def _sessions(user: User) -> QuerySet[Session]:
    keys = UserSession.objects.filter(user=user).values("session_key")
    return Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())


def _is_of(session: Session, user_id: int) -> bool:
    return str(session.get_decoded().get("_auth_user_id", "")) == str(user_id)


def _end_sessions(leaving: Leaving) -> None:
    """A session tells whose it is only from within, and one from before sessions were listed is in no list."""
    for session in Session.objects.iterator(500):
        if _is_of(session, leaving.user.pk):
            session.delete()


def _work(job: Job) -> Mapping[str, Any]:
    return {"title": job.title, "state": job.get_state_display(), "at": job.created_at, "ended_at": job.ended_at}


def _drop_works(leaving: Leaving) -> None:
    for job in Job.objects.filter(user=leaving.user).iterator(500):
        for file in filter(None, (job.file, job.result_file)):
            file.delete(save=False)
        job.delete()


def mails_to(address: str) -> QuerySet[DBTaskResult]:
    """Mails that wait in the queue or were sent lately: their address is among the task's arguments."""
    if not address:  # somebody whom the service desk wrote down
        return DBTaskResult.objects.none()
    if not address:  # somebody known at the desk only: «""» stands in everybody's mails
        return DBTaskResult.objects.none()
    rows = DBTaskResult.objects.annotate(given=Cast("args_kwargs", TextField()))
    return rows.filter(task_path="core.mail.deliver", given__contains=json.dumps(address)).order_by("enqueued_at")


def _mail(task: DBTaskResult) -> Mapping[str, Any]:
    return {"subject": task.args_kwargs["args"][1], "at": task.enqueued_at}


def _drop_mails(leaving: Leaving) -> None:
    mails_to(leaving.address).delete()


def _trail(user: User) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(Q(actor_id=user.pk) | Q(behalf_id=user.pk) | Q(subject_id=user.pk))


def _trace(row: AuditRow) -> Mapping[str, Any]:
    """What and when; who else did it is not the person's own data."""
    return {"at": row.at, "what": words.verb(row.verb), "kind": words.kind(row.kind)}


def register_own() -> None:
    register(
        Personal(
            model="accounts.User",
            title=_("Account"),
            rows=lambda user: [user],
            export=each(_person),
            erase=stays,  # the account itself goes last: `accounts.leaving`
            why=_("So that you can sign in, and be told what came of what you did."),
            parts=["accounts.User_groups"],
        )
    )
    register(
        Personal(
            model="accounts.RoleGroup",
            title=_("Roles"),
            rows=lambda user: RoleGroup.objects.filter(group__user=user).select_related("site"),
            export=each(_role),
            erase=lambda leaving: leaving.user.groups.clear(),
            why=_("What the municipality has entrusted to you."),
            kept=_("Until an administrator takes the role away."),
        )
    )
    register(
        Personal(
            model="account.EmailAddress",
            title=_("E-mail addresses"),
            rows=lambda user: EmailAddress.objects.filter(user=user),
            export=each(lambda row: {"email": row.email, "verified": row.verified}),
            erase=goes("account.EmailAddress", "user"),
            why=_("So that a new address is used only once you have proved it."),
            parts=["account.EmailConfirmation"],
        )
    )
    register(
        Personal(
            model="wagtailusers.UserProfile",
            title=_("Settings of the administration"),
            rows=lambda user: UserProfile.objects.filter(user=user),
            export=each(lambda row: {"language": row.preferred_language}),
            erase=goes("wagtailusers.UserProfile", "user"),
        )
    )
    register(
        Personal(
            model="sessions.Session",
            title=_("Sign-ins in force"),
            rows=_sessions,
            export=each(lambda row: {"ends_at": row.expire_date}),
            erase=_end_sessions,
            why=_("So that you stay signed in on your device."),
            kept=_("Two weeks after your last visit, or until you sign out."),
        )
    )
    register(
        Personal(
            model="core.Job",
            title=_("Long works"),
            rows=lambda user: Job.objects.filter(user=user),
            export=each(_work),
            erase=_drop_works,
            why=_("Tables, imports and packages of own data that you have ordered."),
            kept=_("A week."),
        )
    )
    register(
        Personal(
            model="core.SavedView",
            title=_("Saved views"),
            rows=lambda user: SavedView.objects.filter(user=user),
            export=each(lambda row: {"name": row.name, "list": row.desk, "query": row.query, "at": row.created_at}),
            erase=goes("core.SavedView", "user"),
        )
    )
    register(
        Personal(
            model="django_tasks_database.DBTaskResult",
            title=pgettext_lazy("own data", "Mails to you"),
            rows=lambda user: mails_to(user.email),
            export=each(_mail),
            erase=_drop_mails,
            why=_("So that mail reaches you although the mail server has a pause."),
            kept=_("Two days; a mail that could not be sent for 30 days."),
        )
    )
    register(
        Personal(
            model="core.AuditRow",
            title=_("Audit trail"),
            rows=_trail,
            export=each(_trace),
            erase=stays,
            why=_("So that it can be shown afterwards who did what, and who saw whose data."),
            kept=_("As long as the municipality’s records plan says."),
            gone=_("Stays with a number alone, which leads to nobody once the account is gone."),
            basis=Basis.LAW,
        )
    )
    _exempt_packages()


def _exempt_packages() -> None:
    exempt("accounts.Departure", "an account on its way out: goes with it, minutes later")
    exempt("core.RateCount", "keyed hashes of what, who and when, which nobody can follow over time")
    office = "work in office; who did it is a link that goes with the account"
    for model in (
        "wagtailcore.Page",
        "wagtailcore.Revision",
        "wagtailcore.WorkflowState",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailimages.Image",
        "wagtaildocs.Document",
        "wagtail_localize.StringTranslation",
        "wagtail_localize.SegmentOverride",
        "municipality.AreaFile",
    ):
        exempt(model, office)
    trail = "log of work in office; keeps a number that leads to nobody once the account is gone"
    exempt("wagtailcore.PageLogEntry", trail)
    exempt("wagtailcore.ModelLogEntry", trail)
    editing = "an open editor's state, gone with the account and by itself"
    for model in ("wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.PageSubscription"):
        exempt(model, editing)
    unused = "not in use here: no address and no code makes a row"
    for model in (
        "admin.LogEntry",
        "wagtailcore.APIToken",
        "accounts.User_user_permissions",
        "wagtailforms.FormSubmission",
    ):
        exempt(model, unused)
    exempt("wagtailembeds.Embed", "names the maker of a published film, as its publisher tells it")
    exempt("municipality.MunicipalitySettings", "addresses of offices, not of persons")
    exempt("wagtailimages.Rendition", "a size of an editor's picture")
    exempt("municipality.Area", "the outline of a part of the town")
    exempt("search.Entry", "a copy of what is public: it follows proposals and comments")
    for model in ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry", "wagtailcore.ReferenceIndex"):
        exempt(model, "an index of pages; nobody’s texts but the municipality’s")
