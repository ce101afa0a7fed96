"""People. An account belongs to a person, not to a municipality; a role is held in one municipality."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from .roles import Role


def default_language() -> str:
    return settings.LANGUAGE_CODE


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Raises ValueError without an address."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"),
        max_length=40,
        blank=True,
        help_text=_("Shown beside what you write. It need not be your own name."),
    )
    language = models.CharField(
        _("language of messages"), max_length=10, choices=language_choices, default=default_language
    )
    # Since when the address waits for its first sign-in; empty once it is proved, or when staff made the account.
    unconfirmed_since = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    # The own page tells what happened since the visit before; several openings within an hour are one visit.
    visited_at = models.DateTimeField(_("last visit to the own page"), null=True, blank=True, editable=False)
    visited_before = models.DateTimeField(_("visit before the last"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        """Never the address: this is what everyone sees."""
        return self.display_name or self.get_full_name() or gettext("Resident")

    def get_full_name(self) -> str:
        """As the admin greets: the real name where staff have given one, else the chosen one."""
        return super().get_full_name() or self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class RoleGroup(models.Model):
    """Ties a Django group, which carries the rights, to a role in one municipality."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="role_group")
    site = models.ForeignKey(Site, models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "role"], name="one_group_a_role_and_site")]

    def __str__(self) -> str:
        return f"{self.site}: {self.get_role_display()}"
