"""How moderators want to hear of new cases, and what each has been told already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .cases import Case


class How(models.TextChoices):
    AT_ONCE = "at_once", _("At once, when something new arrives")
    DAILY = "daily", _("Once a day, in the morning")
    NEVER = "never", _("Never")


class MailChoice(models.Model):
    """A person in a municipality. Who has chosen nothing hears once a day. ``since``: older cases are old news."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    how = models.CharField(_("mails about new cases"), max_length=10, choices=How.choices, default=How.DAILY)
    since = models.DateTimeField()
    last_day = models.DateField(null=True, blank=True)  # of the last daily mail

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person"], name="one_mail_choice_each")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.how}"


class Told(models.Model):
    """Of this case this person has been told: the database lets it happen once."""

    choice = models.ForeignKey(MailChoice, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "case"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.case_id}"
