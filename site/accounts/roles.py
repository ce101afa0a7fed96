"""Roles of people in a municipality: what each is called and what each may do. Pure rules, no database."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role belongs to a person in one municipality; whoever has none there is a resident."""

    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    PREPARER = "preparer", _("Preparer")
    SERVICE_DESK = "service_desk", _("Service desk")
    COUNCILLOR = "councillor", _("Councillor")
    ADMINISTRATOR = "administrator", _("Administrator")


STAFF = frozenset({Role.EDITOR, Role.MODERATOR, Role.PREPARER, Role.SERVICE_DESK, Role.ADMINISTRATOR})
HANDLES_PROPOSALS = frozenset({Role.PREPARER, Role.ADMINISTRATOR})
MODERATES = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
# May act for a person who comes with a paper or calls (`accounts.acting`)
ACTS_FOR_OTHERS = frozenset({Role.SERVICE_DESK, Role.ADMINISTRATOR})
# Shown beside what the person writes
PUBLIC = frozenset({Role.COUNCILLOR})
