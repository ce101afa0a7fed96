from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "participation.retention"
    label = "retention"
    verbose_name = _("Retention")

    def ready(self) -> None:
        from core.desk import waiting

        from . import people, personal, previews, trail
        from .admin.waiting import expiries_coming

        people.register()
        previews.register()
        personal.register_retention()
        trail.register()
        waiting.register("retention", expiries_coming)
