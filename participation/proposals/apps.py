from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "participation.proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        from . import connect, contact, expiring, personal, previews, trail

        connect.all_registries()
        expiring.register()
        personal.register_proposals()
        contact.register()
        previews.register()
        trail.register()
