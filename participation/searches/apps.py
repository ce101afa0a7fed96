from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchesConfig(AppConfig):
    name = "participation.searches"
    label = "searches"
    verbose_name = _("Followed searches")

    def ready(self) -> None:
        from accounts import pending
        from participation.following import events, topics

        from . import personal, rules, telling, views
        from .topic import KIND, SearchTopic

        topics.register(KIND, SearchTopic(), most=rules.MOST_OF_ONE)
        events.register(telling.FOUND)
        pending.register(views.PENDING, views.attach)
        personal.register_searches()
