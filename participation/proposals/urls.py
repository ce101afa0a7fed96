from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import feeds, views

app_name = "proposals"
urlpatterns = [
    path("", views.listing, name="list"),
    path("places.json", views.places, name="places"),
    path("feed.xml", feeds.proposals, name="feed"),
    path("answers.xml", feeds.answers, name="answers_feed"),
    path("<int:pk>/feed.xml", feeds.happenings, name="happenings_feed"),
    path(_("similar/"), views.similar, name="similar"),
    path(_("new/"), views.write, name="write"),
    path(_("new/<uuid:project>/"), views.write, name="write_in"),
    path(_("sheets/"), views.find_sheet, name="sheets"),
    path(_("<int:pk>/sheet/"), views.sheet, name="sheet"),
    path(_("draft/<uuid:uuid>/"), views.draft, name="draft"),
    path(_("draft/<uuid:uuid>/edit/"), views.edit_draft, name="edit_draft"),
    path(_("draft/<uuid:uuid>/publish/"), views.publish, name="publish"),
    path(_("draft/<uuid:uuid>/discard/"), views.discard, name="discard"),
    path("<int:pk>/", views.detail, {"slug": ""}, name="short"),
    path(_("<int:pk>/support/"), views.support, name="support"),
    path(_("<int:pk>/support-instead/"), views.support_instead, name="support_instead"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/withdraw/"), views.withdraw, name="withdraw"),
    path(_("<int:pk>/history/"), views.history, name="history"),
    path("<int:pk>/<slug:slug>/", views.detail, name="detail"),
]
