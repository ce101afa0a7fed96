from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "participation.following"
    label = "following"
    verbose_name = _("Following")

    def ready(self) -> None:
        from . import connect, personal, previews, trail

        connect.all_registries()
        personal.register_following()
        previews.register()
        trail.register()
