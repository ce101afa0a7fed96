"""Signing in with a code, in two steps on one page, and out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.models import Site

from accounts import actions, mails, pending
from accounts.forms import ConfirmCodeForm, RequestCodeForm
from accounts.models import User
from accounts.places import next_url, with_next
from accounts.security import passkeys
from accounts.security.mails import email_moved
from accounts.security.queries import kept_for

EMAIL_KEY = "sign_in_email"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class StepView(FormView):
    """A step of signing in; who is signed in already goes on at once."""

    template_name = "account/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return self._go_on(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=next_url(self.request), waits=pending.waits(self.request), **kwargs)

    def _go_on(self, request: HttpRequest) -> HttpResponse:
        """The admin sends those without the right back here: turning them round again would never end."""
        url = next_url(request)
        if url.startswith(reverse("wagtailadmin_home")) and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied(_("This part is for the municipality’s staff. Your account has no role there."))
        return HttpResponseRedirect(with_next("accounts:continue", url))


class RequestCodeView(StepView):
    """Step 1: the address. The answer is the same for every address."""

    form_class = RequestCodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if get_pending_stage(request):
            return HttpResponseRedirect(with_next("account_confirm_login_code", next_url(request)))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.session.get(EMAIL_KEY, "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(step=1, email_form=form, passkeys=passkeys.possible(self.request), **kwargs)

    def form_valid(self, form: RequestCodeForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        if not ratelimit.consume(self.request, action="request_login_code", key=email):
            return self._refuse(form)
        language = get_language() or settings.LANGUAGE_CODE
        user = actions.begin_sign_in(email=email, language=language)
        if user is None:
            self._tell_why(email)
        self.request.session[EMAIL_KEY] = email
        LoginCodeVerificationProcess.initiate(request=self.request, user=user, email=email)
        return HttpResponseRedirect(with_next("account_confirm_login_code", next_url(self.request)))

    def _tell_why(self, email: str) -> None:
        """Why there is no code: to the address, not on the page."""
        change = kept_for(email, timezone.now())
        if change is not None and not User.objects.filter(email=email).exists():
            email_moved(Site.find_for_request(self.request), change)
        else:
            mails.send_closed(request=self.request, email=email)

    def _refuse(self, form: RequestCodeForm) -> HttpResponse:
        """Too many codes; one that was sent before may still be typed."""
        refusal = _("Too many codes have been asked for. Wait a while and try again.")
        if get_pending_stage(self.request):
            messages.error(self.request, refusal)
            return HttpResponseRedirect(with_next("account_confirm_login_code", next_url(self.request)))
        form.add_error("email", refusal)
        return self.form_invalid(form)


class ConfirmCodeView(StepView):
    """Step 2: the code."""

    form_class = ConfirmCodeForm
    process: LoginCodeVerificationProcess

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            stage = LoginStageController.enter(request, LoginByCodeStage.key)
            process = LoginCodeVerificationProcess.resume(stage) if stage else None
            if process is None:
                return self._start_again(_("The code is no longer valid. Ask for a new one.") if request.POST else "")
            self.process = process
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        email_form = RequestCodeForm(initial={"email": self.process.state["email"]})
        sent_at = datetime.fromtimestamp(self.process.state["at"], UTC)
        return super().get_context_data(step=2, email_form=email_form, sent_at=sent_at, **kwargs)

    def form_valid(self, form: ConfirmCodeForm) -> HttpResponse:
        state = self.process.state
        # Counted in the shared cache as well: the session does not see tries that arrive together.
        if not ratelimit.consume(self.request, action="confirm_login_code", key=f"{state['email']} {state['at']}"):
            self.process.abort()
            return self._too_many()
        user = self.process.user
        # An address that was changed after the code was sent no longer signs in.
        right = bool(user) and user.email == state["email"]
        if constant_time_compare(form.cleaned_data["code"], self.process.code or "") and right:
            self.request.session.pop(EMAIL_KEY, None)
            return self.process.finish(with_next("accounts:continue", next_url(self.request)))
        if not self.process.record_invalid_attempt():
            return self._too_many()
        form.add_error("code", self._mismatch(self.process.max_attempts - state["failed_attempts"]))
        return self.form_invalid(form)

    def _mismatch(self, left: int) -> str:
        return ngettext(
            "The code does not match. Check the digits. You can still try once.",
            "The code does not match. Check the digits. You can still try %(left)s times.",
            left,
        ) % {"left": left}

    def _too_many(self) -> HttpResponse:
        return self._start_again(_("The code was wrong too many times. Ask for a new one."))

    def _start_again(self, message: str) -> HttpResponse:
        if message:
            messages.error(self.request, message)
        return HttpResponseRedirect(with_next("account_login", next_url(self.request)))


class SignOutView(TemplateView):
    """Signing out is sent as a form; the address itself, when it is opened, shows that form."""

    template_name = "account/sign_out.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("wagtail_serve", "")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.success(request, _("You have signed out."))
        return redirect("wagtail_serve", "")
