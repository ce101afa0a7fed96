from .answering import OpinionHandling, OpinionTheme, Response
from .draft import DraftParagraph, DraftVersion
from .extension import Extension
from .opinion import Opinion, OpinionContact, OpinionView
from .page import ConsultationPage, ConsultationsIndexPage, ConsultationTheme

__all__ = [
    "ConsultationPage",
    "ConsultationTheme",
    "ConsultationsIndexPage",
    "DraftParagraph",
    "DraftVersion",
    "Extension",
    "Opinion",
    "OpinionContact",
    "OpinionHandling",
    "OpinionTheme",
    "OpinionView",
    "Response",
]
