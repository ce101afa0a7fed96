from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "surveys"

urlpatterns = [
    path(_("answer/<uuid:key>/"), views.begin, name="begin"),
    path(_("code/<uuid:key>/"), views.enter, name="enter"),
    path(_("code/<uuid:key>/<str:code>/"), views.enter, name="enter"),
    path(_("go-on/<str:link>/"), views.go_on, name="go_on"),
    path(_("go-on/<str:link>/page/<slug:page>/"), views.step, name="step"),
    path(_("go-on/<str:link>/review/"), views.review, name="review"),
    path(_("go-on/<str:link>/send/"), views.send, name="send"),
    path(_("go-on/<str:link>/later/"), views.later, name="later"),
    path(_("go-on/<str:link>/own-page/"), views.own_page, name="own_page"),
    path(_("go-on/<str:link>/discard/"), views.discard, name="discard"),
    path(_("sent/<uuid:key>/"), views.sent, name="sent"),
    path(_("sent/<uuid:key>/<str:link>/"), views.sent, name="sent"),
    path(_("no-reminders/<str:token>/"), views.stop, name="stop"),
    path(_("change/<str:link>/"), views.change, name="change"),
]
