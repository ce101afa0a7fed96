"""Survey pages, the versions that were answered, the answers, and who may give them."""

from .answers import Contact, Draft, Response, Version
from .entry import Code, CodeBatch, TookPart
from .page import SurveyPage
from .quotas import Quota

__all__ = ["Code", "CodeBatch", "Contact", "Draft", "Quota", "Response", "SurveyPage", "TookPart", "Version"]
