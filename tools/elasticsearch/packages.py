"""Elasticsearch's server from Maven Central, laid out as its archive would be. Fetched once, kept in var/."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
JAVA = 17
FETCH_WITHIN = 600  # seconds
_PLUGIN = "transport-netty4"
_OWN = ("netty-", "transport-netty4-", "elasticsearch-ssl-config-")  # the rest stands on the class path already
_LANGUAGES = "languages"
_OURS = (
    *("pom.xml", "plugin-descriptor.properties", "Start.java"),
    *(f"{_LANGUAGES}/{name}" for name in ("plugin-descriptor.properties", "Languages.java")),
)
_NAMESPACE = {"maven": "http://maven.apache.org/POM/4.0.0"}


@dataclass(frozen=True)
class Server:
    """Where its parts are: ``lib`` and ``classes`` make the class path, ``modules`` is what it loads itself."""

    lib: Path
    classes: Path
    modules: Path


def lacking() -> str:
    """What this machine has to have for it and has not, or nothing."""
    programs = [name for name in ("java", "javac", "jar", "mvn") if not shutil.which(name)]
    if programs:
        return f"{', '.join(programs)} (Debian: sudo apt-get install openjdk-17-jdk-headless maven)"
    said = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=False)
    version = (said.stdout or said.stderr).split()[-1].split(".")[0]
    return "" if version.isdigit() and int(version) >= JAVA else f"Java {JAVA} or newer (javac is {version})"


def version() -> str:
    """Of the server, as `pom.xml` says."""
    found = ET.parse(HERE / "pom.xml").find(".//maven:elasticsearch.version", _NAMESPACE)  # noqa: S314  our own file
    return (found.text or "") if found is not None else ""


def fetch() -> Server:
    """The server, from Maven Central unless it is here. Raises RuntimeError with Maven's words when that fails."""
    folder = Path(os.environ.get("RAITTI_VAR", ROOT / "var")).resolve() / "elasticsearch" / f"{version()}-{_digest()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_name(f"{folder.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            _make(unfinished)
            unfinished.rename(folder)
    return _parts(folder)


def _digest() -> str:
    """Of what is compiled and copied: it is made anew when that changes."""
    total = hashlib.sha256()
    for name in _OURS:
        total.update((HERE / name).read_bytes())
    return total.hexdigest()[:8]


def _parts(folder: Path) -> Server:
    return Server(folder / "lib", folder / "classes", folder / "modules")


def _make(folder: Path) -> None:
    server, netty = _parts(folder), folder / "modules" / _PLUGIN
    _copy("server", server.lib)
    _copy("transport", netty)
    for jar in netty.glob("*.jar"):
        if not jar.name.startswith(_OWN):
            jar.unlink()
    shutil.copy(HERE / "plugin-descriptor.properties", netty)
    _run("javac", "-d", server.classes, "-cp", f"{server.lib}/*", HERE / "Start.java")
    _make_languages(server)


def _make_languages(server: Server) -> None:
    """A module of ours: what Lucene on the class path has of Finnish, of Swedish and of parts of words."""
    ours, module, classes = HERE / _LANGUAGES, server.modules / _LANGUAGES, server.modules.parent / _LANGUAGES
    module.mkdir()
    shutil.copy(ours / "plugin-descriptor.properties", module)
    _run("javac", "-d", classes, "-cp", f"{server.lib}/*", ours / "Languages.java")
    _run("jar", "cf", module / "languages.jar", "-C", classes, ".")
    shutil.rmtree(classes)


def _copy(profile: str, target: Path) -> None:
    options = ("-DincludeScope=runtime", f"-DoutputDirectory={target}")
    _run("mvn", "-q", "-B", "-f", HERE / "pom.xml", "-P", profile, "dependency:copy-dependencies", *options)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, timeout=FETCH_WITHIN, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
