"""Roles of people in a municipality: what each is called and what each may do. Pure rules, no database."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role belongs to a person in one municipality; whoever has none there is a resident."""

    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    PREPARER = "preparer", _("Preparer")
    COUNCILLOR = "councillor", _("Councillor")
    ADMINISTRATOR = "administrator", _("Administrator")


STAFF = frozenset({Role.EDITOR, Role.MODERATOR, Role.PREPARER, Role.ADMINISTRATOR})
HANDLES_PROPOSALS = frozenset({Role.PREPARER, Role.ADMINISTRATOR})
MODERATES = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
# Shown beside what the person writes
PUBLIC = frozenset({Role.COUNCILLOR})
