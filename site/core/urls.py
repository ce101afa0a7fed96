from django.urls import path

from . import gallery, mail_gallery

app_name = "core"
urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("mails/", mail_gallery.mails, name="mails"),
    path("mails/<slug:name>/", mail_gallery.html, name="mail"),
    path("mails/<slug:name>.txt", mail_gallery.text, name="mail_text"),
]
