"""Who may do what with a proposal, and when."""

from .residents import why_not_comment, why_not_edit, why_not_propose, why_not_support, why_not_withdraw
from .situation import Situation
from .staff import why_not_answer, why_not_handle
from .states import ANSWERED, BODY_LENGTH, PICTURES, SIGN, TITLE_LENGTH, Publication, State

__all__ = [
    "ANSWERED",
    "BODY_LENGTH",
    "PICTURES",
    "SIGN",
    "TITLE_LENGTH",
    "Publication",
    "Situation",
    "State",
    "why_not_answer",
    "why_not_comment",
    "why_not_edit",
    "why_not_handle",
    "why_not_propose",
    "why_not_support",
    "why_not_withdraw",
]
