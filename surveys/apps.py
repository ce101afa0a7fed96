from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from accounts import mine
        from core.jobs import registry as jobs
        from participation import registry

        from . import expiring, own, personal, previews, trail
        from .admin import exports, files, reports
        from .connect import SurveyMethod, freeze_published

        registry.register_method("surveys", SurveyMethod())
        expiring.register()
        mine.register("surveys", own.contribution)
        personal.register()
        previews.register()
        trail.register()
        jobs.register(exports.JOB, exports.run, template="core/admin/exported.html")
        jobs.register(files.JOB, files.run, template="core/admin/exported.html")
        jobs.register(reports.JOB, reports.run, template="surveys/admin/reported.html")
        page_published.connect(freeze_published, dispatch_uid="surveys.published")
