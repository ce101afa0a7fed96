"""Times, numbers and words of signing in. Pure: no database, no request."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.translation import gettext as _

FRESH_FOR = timedelta(minutes=15)  # since one proved who one is: after it, changes here ask anew
UNDO_WITHIN = timedelta(hours=72)  # a changed address can be taken back
UNDONE_TOO = timedelta(hours=24)  # taking it back removes passkeys and the like that were added this long before it
CODE_FOR = timedelta(minutes=15)
CODE_TRIES = 5
CODES_SHOWN_FOR = timedelta(minutes=10)  # recovery codes, after they were made
SEEN_EVERY = timedelta(minutes=10)  # how exactly it is kept when a session was last used
SESSIONS_SHOWN = 50
PASSKEYS_AT_MOST = 10
LONGEST_NAME = 40  # characters of a passkey's name

# The first that fits: browsers name each other in their own line.
_BROWSERS = (
    ("edge", r"Edg(e|A|iOS)?/"),
    ("opera", r"OPR/|Opera"),
    ("samsung", r"SamsungBrowser/"),
    ("firefox", r"Firefox/|FxiOS/"),
    ("chrome", r"Chrome/|CriOS/|Chromium/"),
    ("safari", r"Safari/"),
)
_SYSTEMS = (
    ("android", r"Android"),
    ("iphone", r"iPhone"),
    ("ipad", r"iPad"),
    ("windows", r"Windows"),
    ("chromeos", r"CrOS"),
    ("mac", r"Mac OS X|Macintosh"),
    ("linux", r"Linux|X11"),
)
_NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
    "android": "Android",
    "iphone": "iPhone",
    "ipad": "iPad",
    "windows": "Windows",
    "chromeos": "ChromeOS",
    "mac": "Mac",
    "linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """What is kept of a browser's long line about itself: «firefox android», either of them, or nothing."""
    found = [next((name for name, sign in kinds if re.search(sign, user_agent)), "") for kinds in (_BROWSERS, _SYSTEMS)]
    return " ".join(filter(None, found))


def device_words(device: str) -> str:
    """The same for people: «Firefox, Android»."""
    return ", ".join(_NAMES[part] for part in device.split() if part in _NAMES) or _("Unknown device")


def neighbourhood(address: str) -> str:
    """What is kept of where a session was used: the network without its last part, as an address ending in zeros."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return "0.0.0.0"  # noqa: S104
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    size = 48 if isinstance(known, IPv6Address) else 24
    return str(ip_network(f"{known}/{size}", strict=False).network_address)


def takes_passkeys(host: str) -> bool:
    """Whether browsers make passkeys for a host: never for one that is a number (WebAuthn Level 3, 5.1.2)."""
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    try:
        ip_address(name)
    except ValueError:
        return bool(name)
    return False


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else learns: «r•••@koivuranta.example»."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"
