from .cases import Appeal, Case, Decision, Report, TextPrint
from .judged import Judged
from .mails import How, MailChoice, Told
from .sanctions import Sanction
from .settings import MessageTemplate, ModerationSettings

__all__ = [
    "Appeal",
    "Case",
    "Decision",
    "How",
    "Judged",
    "MailChoice",
    "MessageTemplate",
    "ModerationSettings",
    "Report",
    "Sanction",
    "TextPrint",
    "Told",
]
