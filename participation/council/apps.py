from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    name = "participation.council"
    label = "council"
    verbose_name = _("Councillors")

    def ready(self) -> None:
        from . import connect

        connect.all_registries()
