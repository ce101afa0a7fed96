from .answering import OpinionHandling, OpinionTheme, Response
from .draft import DraftParagraph, DraftVersion
from .extension import Extension
from .files import OpinionFile
from .opinion import Opinion, OpinionContact, OpinionView
from .page import ConsultationPage, ConsultationsIndexPage, ConsultationTheme
from .unfinished import UnfinishedOpinion

__all__ = [
    "ConsultationPage",
    "ConsultationTheme",
    "ConsultationsIndexPage",
    "DraftParagraph",
    "DraftVersion",
    "Extension",
    "Opinion",
    "OpinionContact",
    "OpinionFile",
    "OpinionHandling",
    "OpinionTheme",
    "OpinionView",
    "Response",
    "UnfinishedOpinion",
]
