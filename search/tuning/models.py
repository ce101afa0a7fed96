"""What editors teach the search: words that mean the same, and what comes first. And what was asked, in numbers."""

from __future__ import annotations

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from core.fields import LocalizedField, language_choices
from municipality.models import touch
from municipality.models.links import validate_address

from ..analysis.words import words as words_of


def apart(text: str) -> list[str]:
    """What stands between commas or on lines of its own, and holds a word."""
    pieces = (" ".join(piece.split()) for piece in text.replace("\n", ",").split(","))
    return list(dict.fromkeys(piece for piece in pieces if words_of(piece)))


def needs_words(text: str) -> None:
    if not apart(text):
        raise ValidationError(_now("Write a word at least."))


class Touching(models.Model):
    """Every process reads them anew when one changes."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        touch(self.site_id)  # type: ignore[attr-defined]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)  # type: ignore[arg-type]
        touch(self.site_id)  # type: ignore[attr-defined]
        return deleted


class Synonym(Touching):
    """Whoever asks for ``words`` is given ``means`` too; with ``both_ways`` each of them stands for all the others."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("municipality"))
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    words = models.CharField(
        pgettext_lazy("synonym", "words"),
        max_length=200,
        validators=[needs_words],
        help_text=_("What people write, for example «kv». Several are parted by commas."),
    )
    means = models.CharField(
        _("mean also"),
        max_length=400,
        validators=[needs_words],
        help_text=_("What is to be found as well, in any of its forms. Several are parted by commas."),
    )
    both_ways = models.BooleanField(
        _("both ways"), default=True, help_text=_("Each of the words finds all the others, too.")
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "language", "words", "means"], name="synonym_once")]

    def __str__(self) -> str:
        return f"{self.words} {'=' if self.both_ways else '→'} {self.means}"

    @display(description=_("both ways"), ordering="both_ways")
    def ways(self) -> str:
        """Whether both ways, in words."""
        return _now("yes") if self.both_ways else _now("no")


class Pin(Touching):
    """What comes first, marked, when somebody asks just for one of ``queries``, in any form of their words."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("municipality"))
    queries = models.TextField(
        _("searches"),
        max_length=1000,
        validators=[needs_words],
        help_text=_("What people search for, one on each line. Forms of a word and the order of words do not matter."),
    )
    language = models.CharField(
        _("language of the reader"), max_length=10, blank=True, choices=language_choices, help_text=_("Empty: all.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    url = models.CharField(_("or an address"), max_length=500, blank=True, validators=[validate_address])
    title = LocalizedField(
        _("title"), max_length=120, blank=True, help_text=_("Left empty, the page's own title is shown.")
    )
    text = LocalizedField(_("text"), max_length=300, blank=True, long=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{', '.join(apart(self.queries))} → {self.leads_to}"

    @property
    def leads_to(self) -> str:
        return str(self.title) or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"page": _now("Choose one: a page or an address.")})
        if self.url and not self.title:
            raise ValidationError({"title": _now("Write what the link leads to.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _now("The last day is before the first.")})


class Tally(models.Model):
    """How often a day something was searched for, by people of one municipality in one language. A row is made only
    once enough different people have asked the same (`counting`); it tells nothing of who they are."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    language = models.CharField(max_length=10)
    query = models.CharField(max_length=80)
    searches = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "language", "query"], name="tally_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.query}"
