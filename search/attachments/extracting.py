"""Has a file read in a process of its own (`reading`)."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.text import tidy

from .models import Reading

logger = logging.getLogger(__name__)
READER = Path(__file__).with_name("reading.py")
ENDINGS = frozenset({"pdf", "docx", "odt"})
LARGEST = 30_000_000  # bytes of a file
LONGEST = 60  # seconds


@dataclass(frozen=True)
class Read:
    state: Reading
    text: str = ""
    is_cut: bool = False


def extract(file: Any, ending: str) -> Read:
    """``file``: of a storage. Never raises for what is in it."""
    if file.size > LARGEST:
        return Read(Reading.TOO_BIG)
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as copy:
        with file.open("rb") as source:
            shutil.copyfileobj(source, copy)
        copy.flush()
        return _run(copy.name, ending)


def _run(name: str, ending: str) -> Read:
    command = [sys.executable, "-P", str(READER), name, ending]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603  our own words
    except subprocess.TimeoutExpired:
        return Read(Reading.SLOW)
    if done.returncode < 0:  # stopped by a limit
        return Read(Reading.SLOW)
    try:
        said = json.loads(done.stdout)
        return Read(Reading(said["state"]), tidy(said["text"]), bool(said["is_cut"]))
    except (ValueError, KeyError):
        logger.warning("A document could not be read: %s", done.stderr[-500:])
        return Read(Reading.BROKEN)
