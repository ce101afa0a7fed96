from .email import EmailCodeView, EmailView, UndoView
from .identity import ConfirmView
from .page import end_others, end_session, security
from .passkeys import AddPasskeyView, PasskeyView, options, sign_in
from .second import CodesView, SetupView, StepView, codes_file, remove_app

__all__ = [
    "AddPasskeyView",
    "CodesView",
    "ConfirmView",
    "EmailCodeView",
    "EmailView",
    "PasskeyView",
    "SetupView",
    "StepView",
    "UndoView",
    "codes_file",
    "end_others",
    "end_session",
    "options",
    "remove_app",
    "security",
    "sign_in",
]
