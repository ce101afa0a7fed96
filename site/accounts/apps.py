from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from wagtail.users.models import UserProfile

        from core.jobs import registry as jobs

        from . import pending, previews, trail, typed
        from .acting.context import open_to_person
        from .acting.personal import register_desk
        from .acting.views import end_at_sign_out
        from .actions import follow_admin_language
        from .eligibility.personal import register_told
        from .groups import ensure_role_groups, follow_deleted_role, follow_new_page
        from .models import RoleGroup
        from .personal import package
        from .personal.exempted import exempt_packages
        from .personal.own import register_own
        from .personal.traces import register_traces
        from .security import previews as security_previews
        from .security.personal import register_security
        from .strong import trail as strong_trail
        from .strong import visit
        from .strong.personal import register_identification
        from .views.own import SETTINGS, save_settings

        post_migrate.connect(ensure_role_groups, dispatch_uid="accounts.role_groups")
        post_save.connect(follow_new_page, dispatch_uid="accounts.new_page")
        post_delete.connect(follow_deleted_role, RoleGroup, dispatch_uid="accounts.deleted_role")
        post_save.connect(follow_admin_language, UserProfile, dispatch_uid="accounts.admin_language")
        user_logged_out.connect(end_at_sign_out, dispatch_uid="accounts.acting")
        user_logged_in.connect(visit.end_at_sign_in, dispatch_uid="accounts.strong")
        open_to_person("eligibility", but=("mine", "forget"))
        pending.register(SETTINGS, save_settings)
        typed.register()
        register_own()
        register_traces()
        exempt_packages()
        register_desk()
        register_told()
        jobs.register(package.JOB, package.run)
        previews.register()
        security_previews.register()
        register_security()
        trail.register()
        strong_trail.register()
        register_identification()
