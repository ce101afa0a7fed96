"""The views of one area, which go through the actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from core.refusal import Refused
from municipality import actions
from municipality.own_views import OwnDeleteView


class AreaIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Areas are removed one by one, after a look at what is in them."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Adding one, and uploading all."""
        upload = HeaderButton(_("Upload areas"), url=reverse("municipality_area_upload"), icon_name="upload")
        return [*super().header_buttons, *([upload] if self.add_url else [])]


class AreaDeleteView(OwnDeleteView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is in use stays, and that is told."""
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return redirect(self.get_success_url())

    def delete_action(self) -> None:
        actions.remove_area(area=self.object, user=self.request.user)
