from .own import NameView, SettingsView, go_on, mine
from .signing import ConfirmCodeView, RequestCodeView, SignOutView

__all__ = ["ConfirmCodeView", "NameView", "RequestCodeView", "SettingsView", "SignOutView", "go_on", "mine"]
