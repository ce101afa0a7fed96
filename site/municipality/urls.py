from django.urls import re_path

from . import views

app_name = "municipality"
urlpatterns = [
    re_path(r"^theme-(?P<digest>[0-9a-f]{12})\.css$", views.theme, name="theme"),
]
