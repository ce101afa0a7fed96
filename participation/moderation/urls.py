from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "moderation"
urlpatterns = [
    path("", views.log, name="log"),
    path("feed.xml", views.feed, name="feed"),
    path(_("report/<slug:kind>/<int:thing>/"), views.report, name="report"),
    path(_("decisions/<uuid:uuid>/"), views.decision, name="decision"),
    path(_("decisions/<slug:kind>/<int:thing>/"), views.mine, name="mine"),
]
