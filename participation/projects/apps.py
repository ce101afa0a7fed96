from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "participation.projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from accounts import scopes
        from participation import registry
        from participation.following import topics
        from search import registry as searched

        from . import telling
        from .connect import tell_published
        from .followed import ProjectTopic
        from .queries import PageSource, names

        registry.provide_projects(PageSource())
        scopes.provide_projects(names)
        searched.provide_projects(lambda site_id: registry.titles([site_id]))
        topics.register("project", ProjectTopic())
        telling.register()
        page_published.connect(tell_published, dispatch_uid="projects.published")
