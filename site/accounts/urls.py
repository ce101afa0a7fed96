"""Signing in keeps allauth's names; a person's own pages are in the namespace ``accounts``."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from . import views
from .security.urls import urlpatterns as security

own: list[URLPattern | URLResolver] = [
    path("", views.mine, name="mine"),
    path(_("name/"), views.NameView.as_view(), name="name"),
    path(_("settings/"), views.SettingsView.as_view(), name="settings"),
    path(_("continue/"), views.go_on, name="continue"),
    path("", include("accounts.personal.urls")),
    *security,
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path(_("sign-in/"), views.RequestCodeView.as_view(), name="account_login"),
    path(_("sign-in/code/"), views.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path(_("sign-out/"), views.SignOutView.as_view(), name="account_logout"),
]
