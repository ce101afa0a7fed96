from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilListConfig(AppConfig):
    name = "accounts.council"
    label = "seats"
    verbose_name = _("Council’s list")

    def ready(self) -> None:
        from . import personal, trail

        personal.register_own()
        trail.register()
