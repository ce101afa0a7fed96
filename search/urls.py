from django.urls import path

from . import feeds, views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("feed.xml", feeds.hits, name="feed"),
    path("opened/", views.opened, name="opened"),
    path("suggest.json", views.suggestions, name="suggest"),
]
