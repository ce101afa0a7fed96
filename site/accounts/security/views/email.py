"""The address changed: typed, proved with a code sent there, and taken back from the old one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from accounts.places import signed_in
from accounts.security import actions, codes, mails, sessions
from accounts.security.forms import MailedCodeForm, NewEmailForm
from accounts.security.models import EmailChange
from accounts.security.queries import change_of, is_taken
from accounts.security.rules import masked
from accounts.typed import sent, typed_before
from core.guard import why_not

from .shared import fresh, own, site_of, way_back


@method_decorator(fresh, name="dispatch")
class EmailView(FormView):
    """The answer is the same whether the new address has an account or not; its mailbox is told the difference."""

    template_name = "accounts/security/email.html"
    form_class = NewEmailForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": signed_in(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return {"email": typed_before(self.request).get("email", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=way_back(to_security=False), **kwargs)

    def form_valid(self, form: NewEmailForm) -> HttpResponse:
        if not form.lets_through(self.request):
            return self.form_invalid(form)
        email, site = form.cleaned_data["email"], site_of(self.request)
        code = codes.issue(self.request, codes.NEW_EMAIL, email=email)
        if is_taken(email, signed_in(self.request), timezone.now()):
            mails.email_is_taken(site, email)
        else:
            mails.new_email_code(site, email, code)
        sent(self.request)
        return redirect("accounts:email_code")


@method_decorator([own, sensitive_post_parameters()], name="dispatch")
class EmailCodeView(FormView):
    template_name = "accounts/security/email_code.html"
    form_class = MailedCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if codes.waiting(request, codes.NEW_EMAIL) is None:
            return self._again()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = codes.waiting(self.request, codes.NEW_EMAIL) or {}
        return super().get_context_data(email=waiting.get("email"), crumbs=way_back(to_security=False), **kwargs)

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        refusal = why_not(self.request, "code_try")
        waiting = codes.waiting(self.request, codes.NEW_EMAIL) or {}
        if refusal is None and codes.is_right(self.request, codes.NEW_EMAIL, form.cleaned_data["code"]):
            return self._change(waiting["email"])
        if codes.waiting(self.request, codes.NEW_EMAIL) is None:
            return self._again()
        form.add_error("code", str(refusal or _("The code does not match. Check the digits.")))
        return self.form_invalid(form)

    def _change(self, email: str) -> HttpResponse:
        codes.forget(self.request, codes.NEW_EMAIL)
        try:
            change = actions.change_email(
                user=signed_in(self.request),
                email=email,
                site=site_of(self.request),
                now=timezone.now(),
                session=self.request.session.session_key or "",
            )
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect("accounts:email")
        sessions.stay(self.request, change.user)
        messages.success(self.request, _("Your new address is in use. You have been logged out everywhere else."))
        return redirect("accounts:security")

    def _again(self) -> HttpResponse:
        messages.error(self.request, _("The code is no longer valid. Give the new address again."))
        return redirect("accounts:email")


@method_decorator(never_cache, name="dispatch")
class UndoView(TemplateView):
    """From the mail to the old address. Scanners of mail open links: opening does nothing, the button does."""

    template_name = "accounts/security/undo.html"
    change: EmailChange | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        change = change_of(kwargs["token"])
        self.change = EmailChange.objects.undoable(timezone.now()).filter(pk=change.pk).first() if change else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs), status=200 if self.change else 410)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        addresses = {"old": self.change.old, "new": masked(self.change.new)} if self.change else {}
        return super().get_context_data(change=self.change, **addresses, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.change is None:
            return self.get(request, *args, **kwargs)
        try:
            actions.undo_email(change=self.change, site=site_of(request), now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.get(request, *args, **kwargs)
        logout(request)
        messages.success(request, _("The old address is in use again. Log in with it."))
        return redirect("account_login")
