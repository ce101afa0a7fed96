"""The admin's list of comments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.desk.viewset import DeskViewSet

from .admin.listing import CommentDesk


class CommentViewSet(DeskViewSet):
    view = CommentDesk
    url_prefix = "comments"
    icon = "openquote"
    menu_label = _("Comments")
    menu_order = 155


@hooks.register("register_admin_viewset")
def register_comments() -> CommentViewSet:
    return CommentViewSet()
