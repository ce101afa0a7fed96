from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "eligibility"
urlpatterns = [
    path("", views.mine, name="mine"),
    path(_("tell/"), views.tell, name="tell"),
    path(_("remove/"), views.forget, name="forget"),
]
