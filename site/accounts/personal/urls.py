"""Addresses of own data; part of the namespace ``accounts``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

urlpatterns = [
    path(_("own-data/"), views.own_data, name="own_data"),
    path(_("own-data/package/"), views.order, name="order_own_data"),
    path(_("own-data/package/<uuid:uuid>/"), views.download, name="own_package"),
    path(_("own-data/delete/"), views.LeaveView.as_view(), name="leave"),
    path(_("own-data/deleted/"), views.left, name="left"),
    path(_("own-data/of/<slug:slug>/"), views.own_kind, name="own_kind"),
]
