from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import files, reading, receipts, viewing, writing

app_name = "consultations"
urlpatterns = [
    path(_("<uuid:key>/write/"), writing.write, name="write"),
    path(_("sent/<slug:link>/"), receipts.receipt, name="receipt"),
    path(_("sent/<slug:link>/take-back/"), receipts.take_back, name="take_back"),
    path(_("file/<slug:key>/"), files.open_file, name="file"),
    path("<int:pk>/", reading.go_to, name="go_to"),
    path(_("<int:pk>/view/"), viewing.say, name="view"),
]
