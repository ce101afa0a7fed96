from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "council"
urlpatterns = [
    path("", views.people, name="people"),
    path(_("desk/"), views.desk, name="desk"),
    path(_("desk/start/"), views.start, name="start"),
    path(_("desk/proposals/"), views.listing, name="list"),
    path(_("desk/table/"), views.table, name="table"),
    path(_("desk/meeting/"), views.paper, name="paper"),
    path(_("desk/introduction/"), views.introduction, name="introduction"),
]
