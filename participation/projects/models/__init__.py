"""Projects (hanke / projekt): pages, and what hangs on them."""

from .page import ProjectPage, ProjectsIndexPage, ProjectTheme
from .parts import Decision, Funding, Partner, ProjectPhase, Way

__all__ = ["Decision", "Funding", "Partner", "ProjectPage", "ProjectPhase", "ProjectTheme", "ProjectsIndexPage", "Way"]
