"""Who was asked for a statement, how they stand, and asking more."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.places import signed_in
from core import audit
from core.desk.tables import Sheet, write_xlsx
from core.refusal import Refused

from ...models import ConsultationPage, Invitation, StatementRequest
from ...statements import actions
from ...statements.forms import EnterStatementForm, ExtendForm, InviteForm, PartyForm, RequestForm
from ...statements.queries import FILTERS, Shown, counted, parties_of
from ...statements.rules import REMIND_DAYS, Answer
from ..exporting import TYPES
from ..rules import Way
from .shared import consultation, head


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The parties; ``answer`` narrows them, and so what is taken out (``export``)."""
    page, site = consultation(request, key)
    parties = parties_of(page, timezone.now())
    chosen = request.GET.get("answer", "")
    rows = [one for one in parties if not chosen or one.answer == chosen]
    if "export" in request.GET:
        audit.record(
            site_id=site.pk,
            actor_id=request.user.pk,
            verb="consultation.statement_table",
            kind="consultation",
            key=key,
            rows=len(rows),
        )
        return _table(page, rows)
    context = {
        "parties": rows,
        "number": len(parties),
        "numbers": counted(parties),
        "chosen": chosen if chosen in FILTERS else "",
        "may_remind": any(one.answer == Answer.WAITING and one.row.email for one in parties),
        "request_row": StatementRequest.objects.filter(consultation_key=key).first(),
        **head(page, _("Statements")),
    }
    return TemplateResponse(request, "consultations/admin/statements.html", context)


def _table(page: ConsultationPage, rows: list[Shown]) -> HttpResponse:
    file = io.BytesIO()
    write_xlsx(file, [_sheet(rows)])
    answer = HttpResponse(file.getvalue(), content_type=TYPES["xlsx"])
    name = f"{slugify(page.title) or 'statements'}-{timezone.localdate().isoformat()}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sheet(rows: list[Shown]) -> Sheet:
    return Sheet(
        title=_("Statements"),
        headings=[
            _("Organisation"), _("Answer"), _("Due date"), _("Answered"), _("E-mail"), _("Contact person"), _("Language"),
            _("Newest mail"), _("Wants no reminders"), _("Number of the statement"),
        ],
        rows=(
            [
                one.row.organisation, str(one.answer.label), one.due, one.answered_at, one.row.email, one.row.contact,
                one.row.language, one.mail, _("yes") if one.row.stopped else "", one.row.given_id,
            ]
            for one in rows
        ),
        number=len(rows),
    )  # fmt: skip


def invite(request: HttpRequest, key: UUID) -> HttpResponse:
    """A list of parties, or one (``one``), each of whom gets a mail with a link of its own."""
    page, site = consultation(request, key)
    one = "one" in request.POST
    language = {"language": get_language()}
    form = InviteForm(None if one else request.POST or None, request.FILES or None, initial=language)
    single = PartyForm(request.POST if one else None, prefix="one", initial=language)
    chosen: Any = single if one else form
    if request.method == "POST" and chosen.is_valid():
        parties = [single.party()] if one else form.found
        due_on = None if one else form.cleaned_data["due_on"]
        try:
            found = actions.invite(
                site_id=site.pk, key=key, parties=parties, due_on=due_on, user=signed_in(request), now=timezone.now()
            )
        except Refused as refused:
            chosen.add_error(None, str(refused.refusal))
        else:
            said = ngettext(
                "%(number)s party is asked for a statement.",
                "%(number)s parties are asked for a statement.",
                len(found),
            ) % {"number": len(found)}
            if more := len(parties) - len(found):
                known = ngettext(
                    "%(number)s was in the list already.", "%(number)s were in the list already.", more
                ) % {"number": more}
                said = f"{said} {known}"
            messages.success(request, said)
            return _back(key)
    context = {"form": form, "single": single, **head(page, _("Ask for statements"))}
    return TemplateResponse(request, "consultations/admin/invite.html", context)


def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """What accompanies the requests, and when reminders are sent."""
    page, site = consultation(request, key)
    row = StatementRequest.objects.filter(consultation_key=key).first()
    kept = {"text": row.text, "remind_days": row.remind_days} if row else {"remind_days": REMIND_DAYS}
    form = RequestForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.change_request(site_id=site.pk, key=key, user=signed_in(request), **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return _back(key)
    context = {"form": form, **head(page, _("Covering letter and reminders"))}
    return TemplateResponse(request, "consultations/admin/statement_letter.html", context)


@require_POST
def remind_all(request: HttpRequest, key: UUID) -> HttpResponse:
    consultation(request, key)
    number = actions.remind_all(key=key, user=signed_in(request), now=timezone.now())
    said = ngettext("%(number)s reminder is on its way.", "%(number)s reminders are on their way.", number)
    messages.success(request, said % {"number": number})
    return _back(key)


def party(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """One party: mend it, give it another due date, remind it, withdraw the request (``act``)."""
    page, _site = consultation(request, key)
    row = get_object_or_404(Invitation.objects.select_related("given"), consultation_key=key, pk=pk)
    act = request.POST.get("act", "")
    form = PartyForm.of(row, request.POST if act == "change" else None)
    later = ExtendForm(request.POST if act == "extend" else None, prefix="later")
    if request.method == "POST":
        try:
            if _do(request, act, row, form, later):
                return redirect("consultations_admin:party", key=key, pk=pk)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
    shown = next(one for one in parties_of(page, timezone.now()) if one.row.pk == row.pk)
    context = {
        "row": row,
        "shown": shown,
        "answers": {answer.name: answer.value for answer in Answer},
        "letters": list(row.letters.order_by("number")),
        "form": form,
        "later": later,
        **head(page, row.organisation),
    }
    return TemplateResponse(request, "consultations/admin/party.html", context)


def enter(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """A statement that came to the registry by mail."""
    page, _site = consultation(request, key)
    row = get_object_or_404(Invitation.objects.select_related("site"), consultation_key=key, pk=pk)
    initial = {"language": row.language}
    form = EnterStatementForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        draft = actions.Draft(
            body=typed["body"], signatory=typed["signatory"], title=typed["title"], taken=typed["documents"].taken
        )
        try:
            opinion = actions.enter(
                invitation=row,
                draft=draft,
                way=Way(typed["way"]),
                arrived_on=typed["arrived_on"],
                language=typed["language"],
                user=signed_in(request),
                now=timezone.now(),
            )
        except Refused as refused:
            late = refused.refusal.code in {"late", "future"}
            form.add_error("arrived_on" if late else None, str(refused.refusal))
        else:
            messages.success(request, _("The statement is entered, and can be read with the others."))
            return redirect("opinions_admin:opinion", pk=opinion.pk)
    title = _("Enter the statement of %(name)s") % {"name": row.organisation}
    return TemplateResponse(
        request, "consultations/admin/enter_statement.html", {"form": form, "row": row, **head(page, title)}
    )


def _do(request: HttpRequest, act: str, row: Invitation, form: PartyForm, later: ExtendForm) -> bool:
    """Whether it was done. Raises Refused."""
    user, now = signed_in(request), timezone.now()
    if act == "change" and form.is_valid():
        actions.change_party(invitation=row, party=form.party(), user=user, now=now)
        messages.success(request, _("It is saved."))
    elif act == "extend" and later.is_valid():
        actions.extend(invitation=row, user=user, now=now, **later.cleaned_data)
        messages.success(
            request,
            _("The due date has been changed. The party is told by e-mail.") if row.email else _("It is saved."),
        )
    elif act == "remind":
        actions.remind(invitation=row, user=user, now=now)
        messages.success(request, _("The reminder is on its way."))
    elif act == "withdraw":
        actions.withdraw(invitation=row, user=user, now=now)
        messages.success(request, _("The request has been withdrawn."))
    else:
        return False
    return True


def _back(key: UUID) -> HttpResponse:
    return redirect(reverse("consultations_admin:statements", args=[key]))
