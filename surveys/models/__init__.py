"""Survey pages, the versions that were answered, and the answers."""

from .answers import Contact, Draft, Response, Version
from .page import SurveyPage

__all__ = ["Contact", "Draft", "Response", "SurveyPage", "Version"]
