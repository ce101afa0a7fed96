from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import feeds, managing, own, pages, views

app_name = "following"
urlpatterns = [
    path("", own.mine, name="mine"),
    path(_("news/"), own.news, name="news"),
    path(_("messages/"), own.settings, name="settings"),
    path(_("drop/"), pages.drop, name="drop"),
    path(_("stop/<str:token>/"), views.stop, name="stop"),
    path(_("confirm/<str:token>/"), views.confirm, name="confirm"),
    path(_("manage/<str:token>/"), managing.manage, name="manage"),
    path("<slug:kind>/<str:key>/feed.xml", feeds.events, name="feed"),
    path("<slug:kind>/<str:key>/", pages.topic, name="topic"),
]
