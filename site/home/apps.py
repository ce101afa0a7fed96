from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from core.desk import waiting

        from . import languages, locales, personal, places, trail, translations
        from .sharing import connect as sharing
        from .state import parts_not_well
        from .subjects import connect as subjects
        from .waiting import pages_to_translate
        from .wordpress import works

        waiting.register("state", parts_not_well)
        waiting.register("languages", pages_to_translate)
        works.register()
        personal.register_home()
        places.register()
        subjects.register()
        sharing.connect()
        trail.register()
        languages.connect()
        translations.connect()
        post_migrate.connect(locales.ensure_locales, sender=self, dispatch_uid="home.locales")
