from .draft import DraftParagraph, DraftVersion
from .opinion import Opinion, OpinionContact, OpinionView
from .page import ConsultationPage, ConsultationsIndexPage, ConsultationTheme

__all__ = [
    "ConsultationPage",
    "ConsultationTheme",
    "ConsultationsIndexPage",
    "DraftParagraph",
    "DraftVersion",
    "Opinion",
    "OpinionContact",
    "OpinionView",
]
