from django.urls import path

from ..views.printing import for_desk
from . import codes, copying, library, mailing, paper, quotas, raffle, views

app_name = "survey_desk"

urlpatterns = [
    path("<uuid:key>/", views.index, name="index"),
    path("<uuid:key>/codes/", codes.codes, name="codes"),
    path("<uuid:key>/codes/mail/", mailing.mail_codes, name="mail_codes"),
    path("<uuid:key>/codes/<int:pk>/mailing/", mailing.mailing, name="mailing"),
    path("<uuid:key>/codes/<int:pk>/mailing/remind/", mailing.remind, name="remind"),
    path("<uuid:key>/codes/<int:pk>/mailing/refused/", mailing.refused, name="mail_refused"),
    path("<uuid:key>/codes/<int:pk>/hand-out/<slug:form>/", codes.hand_out, name="hand_out"),
    path("<uuid:key>/codes/<int:pk>/cancel/", codes.cancel, name="cancel_codes"),
    path("<uuid:key>/paper/", paper.paper, name="paper"),
    path("<uuid:key>/print/", for_desk, name="print"),
    path("<uuid:key>/copy/", copying.copy, name="copy"),
    path("<uuid:key>/library/", library.library, name="library"),
    path("<uuid:key>/library/<int:pk>/drop/", library.drop, name="drop_set"),
    path("<uuid:key>/try/", views.trial, name="try"),
    path("<uuid:key>/quotas/", quotas.quotas, name="quotas"),
    path("<uuid:key>/quotas/<int:pk>/drop/", quotas.drop, name="drop_quota"),
    path("<uuid:key>/raffle/", raffle.raffle, name="raffle"),
    path("<uuid:key>/raffle/draw/", raffle.draw, name="draw"),
    path("<uuid:key>/raffle/winners/", raffle.show, name="show_winners"),
    path("<uuid:key>/raffle/mail/", raffle.mail, name="mail_winners"),
    path("<uuid:key>/raffle/draws/<int:number>/entries/", raffle.entries, name="raffle_entries"),
]
