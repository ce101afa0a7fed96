"""Survey pages, the versions that were answered, the answers, and who may give them."""

from .answers import Contact, Draft, PackedDay, PublicCrosses, Response, Version
from .entry import Code, CodeBatch, TookPart
from .files import SentFile
from .library import QuestionSet
from .mailing import CodeLetter, Mailing, Recipient, Reminder
from .own import OwnDraft
from .page import SurveyPage
from .quotas import Quota
from .raffle import Draw, Prize, Raffle
from .themes import AnswerTheme, ThemedAnswer

__all__ = [
    "AnswerTheme",
    "Code",
    "CodeBatch",
    "CodeLetter",
    "Contact",
    "Draft",
    "Draw",
    "Mailing",
    "OwnDraft",
    "PackedDay",
    "Prize",
    "PublicCrosses",
    "QuestionSet",
    "Quota",
    "Raffle",
    "Recipient",
    "Reminder",
    "Response",
    "SentFile",
    "SurveyPage",
    "ThemedAnswer",
    "TookPart",
    "Version",
]
