"""Projects (hanke / projekt): pages, and what hangs on them."""

from .page import ProjectPage, ProjectsIndexPage, ProjectTheme
from .phase import ProjectPhase

__all__ = ["ProjectPage", "ProjectPhase", "ProjectTheme", "ProjectsIndexPage"]
