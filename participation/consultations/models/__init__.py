from .answering import OpinionHandling, OpinionTheme, Response
from .opinion import Opinion, OpinionContact, OpinionView
from .page import ConsultationPage, ConsultationsIndexPage, ConsultationTheme

__all__ = [
    "ConsultationPage",
    "ConsultationTheme",
    "ConsultationsIndexPage",
    "Opinion",
    "OpinionContact",
    "OpinionHandling",
    "OpinionTheme",
    "OpinionView",
    "Response",
]
