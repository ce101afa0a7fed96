"""`allauth.usersessions` with our own writing of rows: the library's keeps whole addresses and asks at every request."""

from __future__ import annotations

from allauth.usersessions.apps import UserSessionsConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class SessionsConfig(UserSessionsConfig):
    def ready(self) -> None:
        from . import sessions

        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.security.begin")
        user_logged_out.connect(sessions.forget, dispatch_uid="accounts.security.forget")
