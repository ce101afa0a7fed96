"""People. An account belongs to a person, not to a municipality; a role is held in one municipality."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices
from municipality.models import Theme

from .acting.models import ActingSession as ActingSession
from .acting.models import DeskKey as DeskKey
from .acting.models import DeskPerson as DeskPerson
from .eligibility.models import Told as Told
from .limits import Limit
from .roles import Role
from .security.models import EmailChange as EmailChange
from .strong.models import Provider as Provider


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
        address = (username or "").strip().lower()
        if not address:  # those without one cannot be told apart, nor sign in
            raise self.model.DoesNotExist
        return self.get(email=address)


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    # Empty only for who has none: a person for whom the service desk acts (`accounts.acting`), who never signs in
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
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
        constraints = [models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_any_case")]

    def __str__(self) -> str:
        """Never the address: this is what everyone sees."""
        return self.display_name or super().get_full_name() or gettext("Resident")

    def get_full_name(self) -> str:
        """As the admin names a person: the real name where staff have given one, else the chosen one. Never empty, for
        Wagtail would then show the address."""
        return super().get_full_name() or self.display_name or gettext("Nameless")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class RoleGroupQuerySet(models.QuerySet["RoleGroup"]):
    def whole(self) -> RoleGroupQuerySet:
        """Those that hold in the whole municipality: one a role."""
        return self.filter(project_key=None, theme=None)

    def limited_to(self, limit: Limit) -> RoleGroupQuerySet:
        return self.filter(project_key=limit.project_key, theme_id=limit.theme_id)


class RoleGroup(models.Model):
    """Ties a Django group, which carries the rights, to a role in one municipality: in all of it, or in one project or
    theme. A person with a limited role is in the groups of its limits and not in the whole municipality's."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="role_group")
    site = models.ForeignKey(Site, models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=20, choices=Role.choices)
    project_key = models.UUIDField(null=True, blank=True)  # the translation key of the project's page
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")

    objects = RoleGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "role"],
                condition=Q(project_key__isnull=True, theme__isnull=True),
                name="one_group_a_role_and_site",
            ),
            models.UniqueConstraint(
                fields=["site", "role", "project_key"],
                condition=Q(project_key__isnull=False),
                name="one_group_a_role_and_project",
            ),
            models.UniqueConstraint(
                fields=["site", "role", "theme"],
                condition=Q(theme__isnull=False),
                name="one_group_a_role_and_theme",
            ),
            models.CheckConstraint(
                condition=Q(project_key__isnull=True) | Q(theme__isnull=True), name="limited_to_project_or_theme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.get_role_display()}"

    @property
    def limit(self) -> Limit:
        return Limit(project_key=self.project_key, theme_id=self.theme_id)


from .personal.models import Departure as Departure  # noqa: E402  registered with this app
