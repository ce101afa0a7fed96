from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "following"
urlpatterns = [
    path(_("stop/<str:token>/"), views.stop, name="stop"),
    path(_("confirm/<str:token>/"), views.confirm, name="confirm"),
    path(_("manage/<str:token>/"), views.manage, name="manage"),
]
