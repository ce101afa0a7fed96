"""Addresses of getting in and staying in; part of the namespace ``accounts``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

urlpatterns = [
    path(_("security/"), views.security, name="security"),
    path(_("security/confirm/"), views.ConfirmView.as_view(), name="confirm"),
    path(_("security/passkeys/add/"), views.AddPasskeyView.as_view(), name="add_passkey"),
    path(_("security/passkeys/<int:pk>/"), views.PasskeyView.as_view(), name="passkey"),
    path("passkeys/<slug:purpose>/", views.options, name="passkey_options"),
    path(_("security/sessions/end/"), views.end_others, name="end_others"),
    path(_("security/sessions/<int:pk>/end/"), views.end_session, name="end_session"),
    path(_("security/step/"), views.StepView.as_view(), name="second_step"),
    path(_("security/step/new/"), views.SetupView.as_view(), name="second_setup"),
    path(_("security/step/remove-app/"), views.remove_app, name="remove_app"),
    path(_("security/recovery-codes/"), views.CodesView.as_view(), name="second_codes"),
    path(_("security/recovery-codes/file/"), views.codes_file, name="codes_file"),
    path(_("email/"), views.EmailView.as_view(), name="email"),
    path(_("email/code/"), views.EmailCodeView.as_view(), name="email_code"),
    path(_("email/undo/<str:token>/"), views.UndoView.as_view(), name="email_undo"),
    path(_("sign-in/passkey/"), views.sign_in, name="passkey_sign_in"),
]
