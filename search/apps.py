from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.health import register

        from . import health, pages, trail

        pages.connect()
        trail.register()
        register("search", health.finding, pgettext_lazy("noun", "Search"))
