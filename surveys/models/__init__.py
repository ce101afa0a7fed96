"""Survey pages, the versions that were answered, and the answers."""

from .answers import Contact, Draft, Response, Version
from .page import SurveyPage
from .themes import AnswerTheme, ThemedAnswer

__all__ = ["AnswerTheme", "Contact", "Draft", "Response", "SurveyPage", "ThemedAnswer", "Version"]
