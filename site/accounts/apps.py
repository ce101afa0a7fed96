from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import pending
        from .groups import ensure_role_groups
        from .views.own import SETTINGS, save_settings

        post_migrate.connect(ensure_role_groups, dispatch_uid="accounts.role_groups")
        pending.register(SETTINGS, save_settings)
