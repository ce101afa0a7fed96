"""The site as `make run` serves it, with the demonstration municipality, in a folder of its own."""

from __future__ import annotations

import email
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from email.policy import default as modern
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.databases import CACHE, digest, locked
from tests.e2e.states import States
from tests.e2e.steward import Steward

ROOT = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN = 180  # seconds
MAIL_WITHIN = 120  # seconds
STATIC = CACHE / "static"


def prepared(migrated: Path) -> Path:
    """A folder with database, media and static files of a fresh demonstration municipality; made once for a state of
    the code, from a migrated SQLite database and, where they still fit, the static files of the last time."""
    folder = CACHE / f"demo-{digest(migrations_only=False)}-{_face()}"
    with locked("demo"):
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            shutil.copyfile(migrated, folder / "raitti.sqlite3")
            if STATIC.exists():
                shutil.copytree(STATIC, folder / "static")
            manage(folder, "prepare", "--demo")
            shutil.rmtree(STATIC, ignore_errors=True)
            shutil.copytree(folder / "static", STATIC)
            (folder / "ready").touch()
    return folder


def _face() -> str:
    """The newest change of templates, styles and words: they are collected and compiled too."""
    places = [ROOT / "templates", ROOT / "static", ROOT / "locale"]
    newest = max(path.stat().st_mtime_ns for place in places for path in place.rglob("*") if path.suffix != ".mo")
    return f"{newest:x}"


def environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "EMAIL_HOST"}
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "RAITTI_VAR": str(folder),
        "EMAIL_FILE_PATH": str(folder / "mail"),
        "PYTHONUNBUFFERED": "1",
        "GUARD_QUICKEST": "0",  # a browser that is driven fills forms faster than people do
        "IDENTIFICATION_OVER_HTTP": "true",  # the provider is on this machine
    }


def manage(folder: Path, *arguments: str, **variables: str) -> str:
    """Run a management command on a folder's database; returns what it printed. Raises with its output when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment(folder), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}")
    return done.stdout


class Serving:
    """`manage.py serve` on a free port, for a folder's database or the one that ``variables`` name."""

    def __init__(self, folder: Path, *, workers: int = 1, **variables: str) -> None:
        self.folder, self.workers = folder, workers
        self.variables = {**environment(folder), **variables}
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "serve.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.variables, stdout=log, stderr=log, start_new_session=True
            )
        self.wait()

    def wait(self) -> None:
        """Until a page answers."""
        deadline = time.monotonic() + ANSWERS_WITHIN
        while time.monotonic() < deadline and self._process and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/robots.txt", timeout=ANSWERS_WITHIN):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not answer:\n{self.log.read_text()}")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=20)


class Server(Serving):
    """Serves a copy of the prepared folder, and reads the mail it sends."""

    def __init__(self, folder: Path, migrated: Path, *, states: Path | None = None) -> None:
        source = prepared(migrated)
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("static"))
        (folder / "static").symlink_to(source / "static")
        super().__init__(folder)
        self.steward = Steward(self.variables)
        self.states = States(states or folder / "states")
        self.sessions: dict[str, list[Any]] = {}  # cookies of those who have signed in, by address

    def stop(self) -> None:
        self.steward.stop()
        super().stop()

    def code_for(self, address: str, *, since: int) -> str:
        """The sign-in code mailed to an address since a moment (nanoseconds, as file times). Raises when none arrives."""
        text = self.mail_to(address, having=r"\b(\d{6}|\d{3} \d{3})\b", since=since)
        return re.findall(r"\b(\d{6}|\d{3} \d{3})\b", text)[0].replace(" ", "")

    def mail_to(self, address: str, *, having: str = "", since: int = 0) -> str:
        """Subject and text of the newest message to an address that matches a pattern; waits for it to arrive."""
        deadline = time.monotonic() + MAIL_WITHIN
        while time.monotonic() < deadline:
            for text in self._mail(address, since):
                if re.search(having, text):
                    return text
            time.sleep(0.1)
        raise AssertionError(f"No mail to {address} like «{having}»")

    def _mail(self, address: str, since: int) -> list[str]:
        """Newest first."""
        files = {path: path.stat().st_mtime_ns for path in (self.folder / "mail").glob("*")}
        found = []
        for path in sorted((path for path in files if files[path] >= since), key=lambda path: -files[path]):
            for part in path.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(part.strip(), policy=modern)
                if address in str(message["To"]):
                    body = message.get_body(("plain",))
                    found.append(f"{message['Subject']}\n{body.get_content() if body else ''}")
        return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
