from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "participation.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from . import contact, expiring, personal, previews, trail

        contact.register()
        expiring.register()
        personal.register_moderation()
        previews.register()
        trail.register()
