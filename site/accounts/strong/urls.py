from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "identification"
urlpatterns = [
    path("", views.offer, name="offer"),
    path(_("go/"), views.go, name="go"),
    path(_("end/"), views.end, name="end"),
]
