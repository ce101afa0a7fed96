"""What the list of opinions is narrowed by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from core.fields import language_choices
from municipality.models import Area
from participation.moderation.rules import Standing

from ...models import ConsultationPage, Opinion, OpinionTheme, Response
from ...rules import Channel
from ..policy import consultations_for
from ..rules import Outcome

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
STATES = [
    ("open", _("No response yet")),
    ("draft", _("Response drafted")),
    ("ready", _("Ready to be published")),
    ("published", _("Response published")),
]
WHOLE = "whole"


def titles_for(user: Any) -> dict[UUID, ConsultationPage]:
    """The consultations that the person answers; asked once a request, the answer stays on the object."""
    if "_consultations" not in user.__dict__:
        rows: Any = consultations_for(user).order_by("-closes_at", "-pk")
        pages = rows.defer_streamfields()
        user.__dict__["_consultations"] = {page.translation_key: page for page in pages}
    known: dict[UUID, ConsultationPage] = user.__dict__["_consultations"]
    return known


def sections_of(page: ConsultationPage) -> list[tuple[str, str]]:
    """Those that can be written about, by their ids, and the whole."""
    found = [(block.id, block.value["title"]) for block in page.sections if block.block_type != "report"]
    return [*found, (WHOLE, str(_("On the whole")))]


class OpinionFilters(WagtailFilterSet):
    consultation = django_filters.ChoiceFilter(field_name="consultation_key", label=_("Consultation"))
    section = django_filters.ChoiceFilter(method="by_section", label=pgettext_lazy("consultation", "Section"))
    state = django_filters.ChoiceFilter(field_name="handling", method="by_state", label=_("State"), choices=STATES)
    theme = django_filters.ChoiceFilter(field_name="handling__theme", method="by_theme", label=_("Theme"))
    response = django_filters.ModelChoiceFilter(
        field_name="handling__response", queryset=Response.objects.none(), label=_("Response")
    )
    outcome = django_filters.ChoiceFilter(field_name="handling__outcome", choices=Outcome.choices, label=_("Outcome"))
    language = django_filters.ChoiceFilter(choices=language_choices, label=_("Language"))
    stance = django_filters.ChoiceFilter(
        method="by_stance",
        field_name="agreed",
        label=_("What others think"),
        choices=[("agreed", _("More agree")), ("disagreed", _("More disagree")), ("none", _("Nobody has said"))],
    )
    place = django_filters.ChoiceFilter(method="by_place", label=_("Place on the map"), choices=YES_NO)
    area = django_filters.ModelChoiceFilter(queryset=Area.objects.none(), label=_("Area"))
    via = django_filters.ChoiceFilter(choices=Channel.choices, label=_("How it came"))
    standing = django_filters.ChoiceFilter(choices=Standing.choices, label=_("Moderation"))

    class Meta:
        model = Opinion
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = titles_for(self.request.user)
        chosen = self._chosen(known)
        self.filters["consultation"].extra["choices"] = [(str(key), page.title) for key, page in known.items()]
        self.filters["area"].queryset = Area.objects.filter(
            site__in=Opinion.objects.filter(consultation_key__in=chosen or known).order_by().values("site")
        )
        if len(chosen) != 1:
            for name in ("section", "theme", "response"):
                del self.filters[name]
            return
        themes = OpinionTheme.objects.filter(consultation_key__in=chosen)
        self.filters["theme"].extra["choices"] = [
            ("none", _("No theme")),
            *((str(one.pk), str(one)) for one in themes),
        ]
        self.filters["response"].queryset = Response.objects.filter(consultation_key__in=chosen)
        self.filters["section"].extra["choices"] = sections_of(known[chosen[0]])

    def _chosen(self, known: dict[UUID, ConsultationPage]) -> list[UUID]:
        """That of the address, when the person answers in it."""
        asked = self.data.get("consultation") if self.data else None
        return [key for key in known if str(key) == asked]

    def by_section(self, rows: QuerySet[Opinion], name: str, value: str) -> QuerySet[Opinion]:
        return rows.filter(section="" if value == WHOLE else value)

    def by_state(self, rows: QuerySet[Opinion], name: str, value: str) -> QuerySet[Opinion]:
        if value == "published":
            return rows.filter(handling__published_at__isnull=False)
        if value == "open":
            return rows.filter(handling__response=None)
        waiting = rows.filter(handling__response__isnull=False, handling__published_at=None)
        return waiting.exclude(handling__outcome="") if value == "ready" else waiting

    def by_theme(self, rows: QuerySet[Opinion], name: str, value: str) -> QuerySet[Opinion]:
        return rows.filter(handling__theme=None if value == "none" else int(value))

    def by_stance(self, rows: QuerySet[Opinion], name: str, value: str) -> QuerySet[Opinion]:
        if value == "none":
            return rows.filter(agreed=0, disagreed=0)
        return rows.filter(
            Q(agreed__gt=F("disagreed")) if value == "agreed" else Q(disagreed__gt=F("agreed")),
        )

    def by_place(self, rows: QuerySet[Opinion], name: str, value: str) -> QuerySet[Opinion]:
        return rows.filter(place__isnull=value == "no")
