"""Staff's second step: done, set up, recovered."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from accounts.places import next_url, signed_in, with_next
from accounts.security import actions, factors, passkeys, sealing
from accounts.security.forms import AppCodeForm, RecoveryCodeForm
from accounts.security.rules import CODES_SHOWN_FOR
from core.guard import why_not

from .shared import fresh, keys_here, own, site_of, way_back

SECRET, SHOWN = "totp_secret", "codes_shown_until"  # keys of the session


@method_decorator([own, sensitive_post_parameters()], name="dispatch")
class StepView(TemplateView):
    """A passkey, a code from the app or a recovery code; who has none yet is led to set one up."""

    template_name = "accounts/security/step.html"
    found: factors.Factors

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = signed_in(request)
        if not factors.is_asked_of(user):
            return self._go_on(request)
        self.found = factors.factors_of(user)
        if not self.found:
            return HttpResponseRedirect(with_next("accounts:second_setup", next_url(request)))
        if factors.is_proved(request) and factors.is_fresh(request):
            return self._go_on(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"form": AppCodeForm(), "recovery_form": RecoveryCodeForm(), **kwargs},
            factors=self.found,
            keys=keys_here(self.request, self.found),
            next=next_url(self.request),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "credential" in request.POST:
            return self._passkey(request)
        if "recovery" in request.POST:
            return self._code(RecoveryCodeForm(request.POST), "recovery")
        return self._code(AppCodeForm(request.POST), "code")

    def _passkey(self, request: HttpRequest) -> HttpResponse:
        user = signed_in(request)
        try:
            factors.prove(request, user, passkeys.used(request.POST["credential"], user))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(with_next("accounts:second_step", next_url(request)))
        return self._go_on(request)

    def _code(self, form: Any, field: str) -> HttpResponse:
        if form.is_valid():
            refusal = why_not(self.request, "second_step")
            used = None if refusal else self._used(field, form.cleaned_data[field])
            if used is not None:
                factors.prove(self.request, signed_in(self.request), used)
                return self._go_on(self.request)
            form.add_error(field, str(refusal or self._wrong(field)))
        return self.render_to_response(self.get_context_data(**{"form" if field == "code" else "recovery_form": form}))

    def _used(self, field: str, code: str) -> Any:
        user = signed_in(self.request)
        if field == "code":
            return actions.use_totp(user=user, code=code)
        return actions.use_code(user=user, code=code, site=site_of(self.request))

    def _wrong(self, field: str) -> str:
        if field == "code":
            return _("The code does not match, or it has been used. Wait for the next one in the app and write that.")
        return _("The code does not match, or it has been used. Check the digits, or take another.")

    def _go_on(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(next_url(request) or reverse("accounts:security"))


@method_decorator([fresh, sensitive_post_parameters()], name="dispatch")
class SetupView(FormView):
    """A passkey, or an app that shows codes."""

    template_name = "accounts/security/setup.html"
    form_class = AppCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = signed_in(request)
        if not factors.is_asked_of(user) or factors.factors_of(user).totp:
            return redirect("accounts:security")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, secret, adapter = signed_in(self.request), self._secret(), get_adapter()
        found = factors.factors_of(user)
        address = adapter.build_totp_url(user, secret)
        return super().get_context_data(
            keys=keys_here(self.request, found),
            add_url=with_next("accounts:add_passkey", next_url(self.request)),
            secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
            address=address,
            drawing=mark_safe(adapter.build_totp_svg(address)),  # noqa: S308 — format_html in `mfa`
            next=next_url(self.request),
            crumbs=way_back(),
            **kwargs,
        )

    def form_valid(self, form: AppCodeForm) -> HttpResponse:
        user, refusal = signed_in(self.request), why_not(self.request, "second_step")
        try:
            if refusal is not None:
                raise ValidationError(str(refusal))
            totp = actions.switch_on_totp(
                user=user, secret=self._secret(), code=form.cleaned_data["code"], site=site_of(self.request)
            )
        except ValidationError as error:
            form.add_error("code", error)
            return self.form_invalid(form)
        self.request.session.pop(SECRET, None)
        factors.prove(self.request, user, totp)
        messages.success(self.request, _("The app is in use."))
        return after_first(self.request) or HttpResponseRedirect(next_url(self.request) or reverse("accounts:security"))

    def _secret(self) -> str:
        """The secret that waits for the app's first code; kept sealed in the session."""
        try:
            return sealing.unseal(self.request.session.get(SECRET, ""))
        except ValueError:
            secret = generate_totp_secret()
            self.request.session[SECRET] = sealing.seal(secret)
            return secret


@fresh
@require_POST
def remove_app(request: HttpRequest) -> HttpResponseBase:
    try:
        actions.switch_off_totp(user=signed_in(request), site=site_of(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The app has been removed. Its codes no longer work."))
    return redirect("accounts:security")


@method_decorator(fresh, name="dispatch")
class CodesView(TemplateView):
    """Recovery codes: shown for ten minutes after they were made, in the session where they were made."""

    template_name = "accounts/security/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = factors.factors_of(signed_in(self.request)).codes
        unused = RecoveryCodes(codes).get_unused_codes() if codes else []
        shown = unused if are_shown(self.request) else []
        return super().get_context_data(
            codes=[f"{code[:4]} {code[4:]}" for code in shown],
            left=len(unused),
            made_at=codes.created_at if codes else None,
            next=next_url(self.request),
            crumbs=way_back(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _make(request)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("accounts:security")
        return HttpResponseRedirect(with_next("accounts:second_codes", next_url(request)))


@own
def codes_file(request: HttpRequest) -> HttpResponseBase:
    """The codes as a text file, while they are shown."""
    codes = factors.factors_of(signed_in(request)).codes
    if codes is None or not are_shown(request):
        raise Http404
    site = site_of(request)
    lines = [
        _("Recovery codes: %(name)s") % {"name": site.site_name or request.get_host()},
        _("Each works once. Keep them where you do not keep your phone."),
        "",
        *RecoveryCodes(codes).get_unused_codes(),
        "",
    ]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("recovery-codes.txt")}"'
    return response


def after_first(request: HttpRequest) -> HttpResponse | None:
    """Who has just got a first second step, and needs one, gets recovery codes with it."""
    user = signed_in(request)
    if not factors.is_asked_of(user) or factors.factors_of(user).codes:
        return None
    _make(request)
    return HttpResponseRedirect(with_next("accounts:second_codes", next_url(request)))


def are_shown(request: HttpRequest) -> bool:
    return bool(request.session.get(SHOWN, 0) > time.time())


def _make(request: HttpRequest) -> None:
    actions.make_codes(user=signed_in(request), site=site_of(request))
    request.session[SHOWN] = time.time() + CODES_SHOWN_FOR.total_seconds()
