from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from participation import registry

        from .connect import ProjectNews

        registry.register_method("news", ProjectNews())
