"""How a survey is written in the admin: one list of pages and questions, so that a question moves anywhere by its handle."""

from .scoring import ScoringStream
from .stream import SurveyStream

__all__ = ["ScoringStream", "SurveyStream"]
