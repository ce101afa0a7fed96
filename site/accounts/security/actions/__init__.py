"""Every write about how a person gets in."""

from .emails import change_email, undo_email
from .keys import add_passkey, remove_passkey, rename_passkey
from .second import make_codes, reset_factors, switch_off_totp, switch_on_totp, use_code, use_totp
from .sessions import end_others, end_session, purge

__all__ = [
    "add_passkey",
    "change_email",
    "end_others",
    "end_session",
    "make_codes",
    "purge",
    "remove_passkey",
    "rename_passkey",
    "reset_factors",
    "switch_off_totp",
    "switch_on_totp",
    "undo_email",
    "use_code",
    "use_totp",
]
