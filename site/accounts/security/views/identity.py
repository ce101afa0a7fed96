"""«Confirm that it is you»: before what could shut a person out of their account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.places import next_url, signed_in, with_next
from accounts.security import codes, factors, mails, passkeys
from accounts.security.forms import MailedCodeForm
from accounts.security.rules import masked
from core.guard import why_not

from .shared import answer, keys_here, own, prove_first, site_of, way_back


@method_decorator([own, sensitive_post_parameters()], name="dispatch")
class ConfirmView(FormView):
    """With a code to the address of the account, or a passkey. Staff who have a second step use that."""

    template_name = "accounts/security/confirm.html"
    form_class = MailedCodeForm
    found: factors.Factors

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = signed_in(request)
        if factors.is_fresh(request):
            return answer(request)
        self.found = factors.factors_of(user)
        if self.found and factors.is_asked_of(user):
            return prove_first(request, next_url(request))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send" in request.POST:
            return self._send(request)
        if "credential" in request.POST:
            return self._passkey(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            keys=keys_here(self.request, self.found),
            waiting=codes.waiting(self.request, codes.IDENTITY),
            masked=masked(signed_in(self.request).email),
            next=next_url(self.request),
            crumbs=way_back(),
            **kwargs,
        )

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        refusal = why_not(self.request, "code_try")
        if refusal is None and codes.is_right(self.request, codes.IDENTITY, form.cleaned_data["code"]):
            codes.forget(self.request, codes.IDENTITY)
            factors.prove(self.request, signed_in(self.request))
            return answer(self.request)
        if codes.waiting(self.request, codes.IDENTITY) is None:
            messages.error(self.request, _("The code is no longer valid. Ask for a new one."))
            return self._again(self.request)
        form.add_error("code", str(refusal or _("The code does not match. Check the digits.")))
        return self.form_invalid(form)

    def _send(self, request: HttpRequest) -> HttpResponse:
        refusal = why_not(request, "security_code")
        if refusal is not None:
            messages.error(request, str(refusal))
        else:
            mails.identity_code(site_of(request), signed_in(request), codes.issue(request, codes.IDENTITY))
        return self._again(request)

    def _passkey(self, request: HttpRequest) -> HttpResponse:
        user = signed_in(request)
        try:
            factors.prove(request, user, passkeys.used(request.POST["credential"], user))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self._again(request)
        return answer(request)

    def _again(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(with_next("accounts:confirm", next_url(request)))
