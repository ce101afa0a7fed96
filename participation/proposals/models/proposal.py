"""A proposal (ehdotus / förslag)."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.acting.rules import Via
from accounts.eligibility.rules import Basis
from accounts.rules import LONGEST
from core.addresses import reverse
from core.fields import LocalizedField, language_choices
from municipality.models import Area, Theme
from participation.moderation.models import Judged

from ..rules import ANSWERED, JUDGED, NOT_YET_PUBLIC, SIGN, TITLE_LENGTH, Publication, Repair, State
from .moving import Import


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> ProposalQuerySet:
        return self.filter(publication=Publication.PUBLISHED)

    def of_site(self, site_id: int) -> ProposalQuerySet:
        return self.filter(site_id=site_id)

    def unanswered(self) -> ProposalQuerySet:
        return self.public().exclude(state__in=ANSWERED)

    def overdue(self, today: date) -> ProposalQuerySet:
        """Unanswered, and the day by which it should have been is past."""
        return self.unanswered().filter(due_on__lt=today)

    def with_draft_answer(self) -> ProposalQuerySet:
        """Those whose draft can be published: not of what has been merged or withdrawn meanwhile."""
        return self.public().filter(draft_answer__isnull=False)


class Proposal(Judged):
    """Hung on its project by the project page's translation key, so that every language version shows the same."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    project_key = models.UUIDField(_("project"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    # Of somebody who wrote in an earlier service and has no account here
    author_name = models.CharField(_("author"), max_length=LONGEST, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH[1], blank=True)
    body = models.TextField(_("text"), blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area"))
    area_chosen = models.BooleanField(default=False)  # by its writer; otherwise the area follows from the place
    place = models.CharField(_("place"), max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)  # WGS 84, degrees
    lon = models.FloatField(null=True, blank=True)
    publication = models.CharField(max_length=10, choices=Publication.choices, default=Publication.DRAFT)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    support_count = models.PositiveIntegerField(_("number of supports"), default=0)
    # How many of `support_count` were given in an earlier service: no row of `Support` stands for them
    support_base = models.PositiveIntegerField(_("supports in the earlier service"), default=0)
    comment_count = models.PositiveIntegerField(_("number of comments"), default=0)
    origin = models.ForeignKey(
        Import, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("import")
    )
    import_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)  # the row it was brought from
    # How the municipality handles it. Each has its rows in `models.handling` and `models.desk`, with who and when.
    repair = models.CharField(_("repair"), max_length=10, choices=Repair.choices, default=Repair.NONE, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    # What the author and the public page are told
    preparer = LocalizedField(_("preparer"), max_length=120, blank=True)
    estimated_on = models.DateField(_("estimated to be ready"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(_("told"), max_length=5, choices=Via.choices, default=Via.WEB)
    # The author's, where it was asked (Kuntalaki 410/2015, 23 §)
    basis = models.CharField(_("in what capacity"), max_length=14, choices=Basis.choices, blank=True)
    # Raised by every step of the author or of staff, so that two of them do not overwrite each other unknowingly
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        permissions = [("handle_proposal", "Can answer proposals"), ("moderate_proposal", "Can moderate proposals")]
        constraints = [
            models.CheckConstraint(
                condition=Q(publication__in=sorted(NOT_YET_PUBLIC)) | Q(published_at__isnull=False),
                name="published_proposal_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="withdrawn_proposal_has_date",
            ),
            models.CheckConstraint(
                condition=Q(publication=Publication.MERGED, merged_into__isnull=False, merged_at__isnull=False)
                | (~Q(publication=Publication.MERGED) & Q(merged_into__isnull=True, merged_at__isnull=True)),
                name="merged_proposal_has_target",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="proposal_not_into_itself"
            ),
            models.CheckConstraint(
                condition=~Q(publication__in=sorted(JUDGED)) | Q(judged_at__isnull=False),
                name="judged_proposal_has_date",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="proposal_place_whole",
            ),
        ]
        indexes = [  # whole pages of lists are found in them without reading rows
            models.Index(fields=["site", "publication", "-published_at", "-id"], name="proposal_newest"),
            models.Index(fields=["site", "publication", "-support_count", "-id"], name="proposal_supported"),
            models.Index(fields=["site", "publication", "-comment_count", "-id"], name="proposal_discussed"),
            *(
                models.Index(fields=["site", "publication", field, "-published_at", "-id"], name=f"proposal_{name}")
                for name, field in (
                    ("project", "project_key"),
                    ("theme", "theme"),
                    ("area", "area"),
                    ("state", "state"),
                    ("repair", "repair"),
                )
            ),
            models.Index(fields=["site", "-published_at", "-id", "publication"], name="proposal_desk"),
            models.Index(  # maps gather their places in it, whatever the filters
                fields=["site", "publication", "lat", "lon", "state", "theme", "area", "project_key", "id"],
                name="proposal_places",
            ),
            models.Index(fields=["assignee", "due_on"], condition=Q(assignee__isnull=False), name="proposal_assignee"),
            models.Index(fields=["site", "due_on"], condition=Q(due_on__isnull=False), name="proposal_due"),
            models.Index(fields=["author", "-saved_at"], name="proposal_author"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled proposal"))

    def get_absolute_url(self) -> str:
        if self.publication == Publication.DRAFT:
            return reverse("proposals:draft", args=[self.uuid])
        return reverse("proposals:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """What a moderator has taken from the site says nothing by its address either."""
        if self.is_judged:
            return "-"
        return slugify(self.title)[:60].strip("-") or "-"

    @property
    def path(self) -> str:
        """What search keeps of the address: the same in every language."""
        return f"{self.pk}/{self.slug}"

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.publication == Publication.WITHDRAWN

    @property
    def is_merged(self) -> bool:
        return self.publication == Publication.MERGED

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def repair_label(self) -> str:
        return str(Repair(self.repair).label) if self.repair else ""

    @property
    def is_held(self) -> bool:
        return self.publication == Publication.HELD

    @property
    def is_judged(self) -> bool:
        """Hidden, removed or not published by a moderator: its words are not shown."""
        return self.publication in JUDGED

    @property
    def is_away(self) -> bool:
        """Nothing but a mark is left of it."""
        return self.is_withdrawn or self.is_judged

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def sign(self) -> str:
        """The state's shape in the lane's language."""
        return SIGN[State(self.state)]

    @property
    def has_place(self) -> bool:
        return self.lat is not None

    @property
    def kinds(self) -> list[Area | Theme]:
        """Where and of what: area and theme, as lists show them."""
        return [one for one in (self.area, self.theme) if one is not None]

    @property
    def author_shown(self) -> str:
        """The name that everyone sees, if any."""
        return self.author.display_name if self.author else self.author_name

    @property
    def by_desk(self) -> bool:
        """Whether the service desk wrote it down for its author."""
        return self.via != Via.WEB

    @property
    def support_label(self) -> str:
        return ngettext("support", "supports", self.support_count)

    @property
    def foreign(self) -> str:
        """The language it is written in when that is not the reader's, for ``lang``; else nothing."""
        return "" if self.language == get_language() else self.language
