from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "participation.projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from accounts import scopes
        from participation import registry
        from participation.following import topics

        from .followed import ProjectTopic
        from .queries import PageSource, names

        registry.provide_projects(PageSource())
        scopes.provide_projects(names)
        topics.register("project", ProjectTopic())
