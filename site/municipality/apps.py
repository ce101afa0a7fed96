from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "municipality"
    verbose_name = _("Municipality")

    def ready(self) -> None:
        from core.maps.ground import provide

        from . import receivers, trail
        from .ground import everywhere

        provide(everywhere)
        receivers.connect()
        trail.register()
