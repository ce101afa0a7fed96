from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from . import checks, locales  # noqa: F401
        from .audit import own
        from .desk import waiting
        from .publishing.held import pages_held

        locales.remember()
        waiting.register("publishing", pages_held)
        register_long_work()
        own.register()


def register_long_work() -> None:
    from .desk import bulk_views, export
    from .jobs import registry

    registry.register(export.JOB, export.run, template="core/admin/exported.html")
    registry.register(bulk_views.JOB, bulk_views.run, template="core/admin/bulk_done.html")
