"""What belongs to a municipality, which is a Wagtail Site."""

from .alerts import Alert, Severity
from .files import AreaFile
from .menu import MainMenu, MenuItem
from .settings import FooterLink, Kind, MunicipalitySettings
from .subjects import Area, Boundary, Theme
from .touch import touch

__all__ = [
    "Alert",
    "Area",
    "AreaFile",
    "Boundary",
    "FooterLink",
    "Kind",
    "MainMenu",
    "MenuItem",
    "MunicipalitySettings",
    "Severity",
    "Theme",
    "touch",
]
