"""A PostgreSQL server for the length of a test run: its own directory, a Unix socket only, nothing kept."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SAFE = {"max_connections": "260", "listen_addresses": ""}
QUICK = {**SAFE, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/pgsql-*/bin",
)


def binaries() -> Path | None:
    """Where PostgreSQL's programs are: on the PATH, or the newest of the usual places."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    places = [path for place in PLACES for path in Path("/").glob(place[1:]) if (path / "initdb").exists()]
    return max(
        places,
        key=lambda path: [int(part) for part in path.parent.name.replace("@", "-").split("-") if part.isdigit()],
        default=None,
    )


@contextmanager
def server(programs: Path, settings: Mapping[str, str] = QUICK) -> Iterator[str]:
    """Start a server; yields the DATABASE_URL of its maintenance database. With `SAFE` it keeps what it is told, and is
    as slow as that makes it."""
    home = Path(tempfile.mkdtemp(prefix="raitti-pg-", dir="/tmp"))  # a socket's path must be short
    owner = _owner()
    if owner:
        shutil.chown(home, owner)
    data, log = home / "data", home / "log"
    options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in settings.items())
    try:
        _as(
            owner,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "raitti",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        _as(owner, programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"{options} -k {home}", "start")
        yield f"postgres://raitti@{quote(str(home), safe='')}/postgres"
    finally:
        if data.exists():
            _as(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(home, ignore_errors=True)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: the account that it then runs as."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(owner: str | None, *command: object, check: bool = True) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        user=owner,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    if check and done.returncode:
        raise RuntimeError(done.stdout)
