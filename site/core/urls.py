from django.urls import path

from . import gallery

app_name = "core"
urlpatterns = [path("", gallery.gallery, name="gallery")]
