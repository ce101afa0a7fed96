from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import feeds, views

app_name = "comments"
urlpatterns = [
    path("<slug:kind>/<int:target>/feed.xml", feeds.comments, name="feed"),
    path(_("<slug:kind>/<int:target>/write/"), views.write, name="write"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/remove/"), views.remove, name="remove"),
    path(_("<int:pk>/thread/"), views.replies, name="replies"),
    path("<int:pk>/", views.go_to, name="go_to"),
]
