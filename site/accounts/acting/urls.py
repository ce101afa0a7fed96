from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "acting"
urlpatterns = [
    path("", views.desk, name="desk"),
    path(_("end/"), views.end, name="end"),
    path(_("waiting/"), views.what_waits, name="held"),
    path(_("take/<str:key>/"), views.join, name="join"),
]
