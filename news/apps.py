from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from participation import registry

        from . import telling
        from .connect import ProjectNews, tell_published

        registry.register_method("news", ProjectNews())
        telling.register()
        page_published.connect(tell_published, dispatch_uid="news.published")
