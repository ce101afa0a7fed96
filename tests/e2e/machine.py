"""What this machine has for looking at pages: a browser, Java, Node."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
AS_ROOT = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []


def browser() -> str | None:
    """The program of a Chromium-like browser."""
    given = os.environ.get("CHROME_PATH")
    found = [given, *map(shutil.which, NAMES), *(path for path in APPLICATIONS if Path(path).exists())]
    return next((path for path in found if path), None)


def java() -> str | None:
    """A Java that starts (macOS has a stand-in that does not)."""
    program = shutil.which("java")
    if program and subprocess.run([program, "-version"], capture_output=True, check=False).returncode == 0:
        return program
    return None


def node() -> str | None:
    return shutil.which("node")
