"""Synonyms and pinned results in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSetGroup

from municipality.own_views import OwnDeleteView, SiteOwnedViewSet
from municipality.rights import sites_of

from ..tuning import actions
from ..tuning.models import Pin, Synonym


class OneByOneIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Removed one by one, so that each leaves its row in the trail."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class SynonymIndexView(OneByOneIndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        ready = HeaderButton(_now("Ready list"), url=reverse("search_admin:ready"), icon_name="download")
        return [*super().header_buttons, *([ready] if self.add_url else [])]


class BegunCreateView(CreateView):
    """A form that begins from what was searched for (`admin.asked`), and goes back there."""

    begun_from: ClassVar[str]

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance() or self.model()
        languages = [code for code, _name in settings.LANGUAGES]
        setattr(instance, self.begun_from, self.request.GET.get("words", "")[:200])
        language = self.request.GET.get("language")
        if language in languages:
            instance.language = language
        wanted = self.request.GET.get("site", "")
        site = sites_of(self.request.user, self.model).filter(pk=wanted).first() if wanted.isdecimal() else None
        if site:
            instance.site = site
        return instance

    def get_add_url(self) -> str:
        """With what the form began from: one that is refused still knows where to go back to."""
        return f"{super().get_add_url()}?{self.request.GET.urlencode()}".removesuffix("?")

    def get_success_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or super().get_success_url()


class SynonymCreateView(BegunCreateView):
    begun_from = "words"


class PinCreateView(BegunCreateView):
    begun_from = "queries"


class SynonymDeleteView(OwnDeleteView):
    def delete_action(self) -> None:
        actions.remove_synonym(synonym=self.object, user=self.request.user)


class PinDeleteView(OwnDeleteView):
    def delete_action(self) -> None:
        actions.remove_pin(pin=self.object, user=self.request.user)


class SynonymViewSet(SiteOwnedViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = _("Synonyms")
    list_display = ["words", "means", "language", "ways"]
    list_filter = ["language"]
    search_fields = ["words", "means"]
    search_backend_name = None
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView
    delete_view_class = SynonymDeleteView
    panels = [
        FieldPanel("site"),
        FieldPanel("language"),
        FieldPanel("words"),
        FieldPanel("means"),
        FieldPanel("both_ways"),
    ]


class PinViewSet(SiteOwnedViewSet):
    model = Pin
    icon = "thumbtack"
    menu_label = _("Pinned results")
    list_display = ["__str__", "language", "starts_on", "ends_on"]
    index_view_class = OneByOneIndexView
    add_view_class = PinCreateView
    delete_view_class = PinDeleteView
    panels = [
        FieldPanel("site"),
        FieldPanel("queries"),
        FieldPanel("language"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("url")], heading=_("Where it leads")),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text")], heading=_("In words")),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("When")),
    ]


class SearchGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, PinViewSet)
    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 260
