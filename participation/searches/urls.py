from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "searches"
urlpatterns = [path(_("follow/"), views.follow, name="follow")]
