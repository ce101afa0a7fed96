from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "subjects"
urlpatterns = [
    path(_("theme/<slug:slug>/"), views.theme, name="theme"),
    path(_("area/<slug:slug>/"), views.area, name="area"),
]
