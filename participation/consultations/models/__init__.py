from .announced import Announced
from .answering import OpinionHandling, OpinionTheme, Response
from .draft import DraftParagraph, DraftVersion
from .extension import Extension
from .files import OpinionFile
from .opinion import Opinion, OpinionContact, OpinionView
from .page import ConsultationPage, ConsultationsIndexPage, ConsultationTheme
from .statements import Invitation, InvitationLetter, StatementRequest
from .unfinished import UnfinishedOpinion

__all__ = [
    "Announced",
    "ConsultationPage",
    "ConsultationTheme",
    "ConsultationsIndexPage",
    "DraftParagraph",
    "DraftVersion",
    "Extension",
    "Invitation",
    "InvitationLetter",
    "Opinion",
    "OpinionContact",
    "OpinionFile",
    "OpinionHandling",
    "OpinionTheme",
    "OpinionView",
    "Response",
    "StatementRequest",
    "UnfinishedOpinion",
]
