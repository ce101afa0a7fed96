"""A person's own pages: what happened, the name, the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.models import Site

from accounts import actions, pending
from accounts.forms import NameForm, SettingsForm, initial_settings
from accounts.mine import gather
from accounts.models import User
from accounts.places import detour, next_url, signed_in, with_next
from accounts.queries import roles_of
from core.pages import Crumb

SETTINGS = "settings"  # the kind of `accounts.pending`


@never_cache
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """After signing in: a name first, then what was begun before, then where one was."""
    if not signed_in(request).display_name:
        return HttpResponseRedirect(with_next("accounts:name", next_url(request)))
    outcomes = pending.resume(request)
    pending.announce(request, outcomes)
    refused = [outcome for outcome in outcomes if not outcome.done]
    chosen = (refused or outcomes)[-1:]
    return HttpResponseRedirect(chosen[0].url if chosen else next_url(request) or reverse("accounts:mine"))


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    user = signed_in(request)
    actions.note_visit(user=user, now=timezone.now())
    own = gather(user, site)
    return render(request, "accounts/mine.html", {"mine": own, "roles": sorted(roles_of(user, site.pk))})


@method_decorator(never_cache, name="dispatch")
class OwnFormView(FormView):
    """A form about oneself. Sent after the session ended, it is kept and done after signing in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                typed = {name: request.POST.get(name, "") for name in ("display_name", "language")}
                pending.remember(request, SETTINGS, typed, reverse("accounts:settings"))
            return detour(request, request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        site = Site.find_for_request(self.request)
        return {**super().get_form_kwargs(), "site": site, "user": signed_in(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return initial_settings(signed_in(self.request)) | (pending.recall(self.request, SETTINGS) or {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=next_url(self.request), **kwargs)


class NameView(OwnFormView):
    """Asked once, after the first sign-in."""

    template_name = "accounts/name.html"
    form_class = NameForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.display_name:
            return detour(request, next_url(request))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: NameForm) -> HttpResponse:
        actions.set_display_name(user=signed_in(self.request), name=form.cleaned_data["display_name"], site=form.site)
        pending.forget(self.request, SETTINGS, reverse("accounts:settings"))
        return detour(self.request, next_url(self.request))


class SettingsView(OwnFormView):
    template_name = "accounts/settings.html"
    form_class = SettingsForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way_back = [Crumb(title=_("My page"), url=reverse("accounts:mine"), language=get_language() or "")]
        return super().get_context_data(crumbs=way_back, **kwargs)

    def form_valid(self, form: SettingsForm) -> HttpResponse:
        message, url = save_settings(signed_in(self.request), form.cleaned_data, self.request)
        pending.forget(self.request, SETTINGS, reverse("accounts:settings"))
        messages.success(self.request, message)
        return HttpResponseRedirect(url)


def save_settings(user: User, typed: Mapping[str, str], request: HttpRequest) -> tuple[str, str]:
    """Checks and saves. Also what `accounts.pending` does with settings that were sent after the session had ended.
    Raises ValidationError."""
    given = {**initial_settings(user), **{name: value for name, value in typed.items() if value}}
    form = SettingsForm(given, site=Site.find_for_request(request), user=user)
    if not form.is_valid():
        raise ValidationError([message for found in form.errors.values() for message in found])
    if form.cleaned_data["display_name"] != user.display_name:
        actions.set_display_name(user=user, name=form.cleaned_data["display_name"], site=form.site)
    if form.cleaned_data["language"] != user.language:
        actions.set_language(user=user, language=form.cleaned_data["language"])
    return _("Your settings have been saved."), reverse("accounts:mine")
