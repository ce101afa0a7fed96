"""Install what the project needs into `.venv` and `node_modules`: `python3 tools/setup.py [--dev]`.

Runs on a bare Python ≥ 3.11 (standard library only). Both steps are stamped with what they were made from, so a second
run takes no time. Exits with a sentence when something is missing from the machine.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
LOCKS = ROOT / "requirements"
OLDEST_NODE = 18


def main() -> None:
    parser = argparse.ArgumentParser(description="Install the project's packages.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    dev = parser.parse_args().dev
    os.chdir(ROOT)
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with Path(__file__).open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two set-ups at a time would take each other's files away
        install(dev)


def install(dev: bool) -> None:
    """Whatever of it is not there yet."""
    if not _works(str(PYTHON)):
        step("Virtual environment in .venv", make_environment)
    wants_node = _node_version() < OLDEST_NODE
    locks = [LOCKS / ("dev.txt" if dev else "run.txt"), *([LOCKS / "node.txt"] if wants_node else [])]
    stamped(VENV / ".packages", locks, dev, "Python packages", lambda: install_python(locks))
    npm_inputs = [ROOT / "package.json", ROOT / "package-lock.json"]
    stamped(ROOT / "node_modules" / ".packages", npm_inputs, dev, "npm packages", lambda: install_npm(dev))


def step(title: str, work: Callable[[], None]) -> None:
    print(f"  {title} …", end="", flush=True)
    begun = time.monotonic()
    work()
    print(f" {time.monotonic() - begun:.0f} s", flush=True)


def stamped(stamp: Path, inputs: list[Path], dev: bool, title: str, work: Callable[[], None]) -> None:
    """Do the work unless the stamp says it was done from these inputs. What --dev installed serves without it too."""
    sums = "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in _without_profile(inputs))
    have = stamp.read_text().split() if stamp.exists() else []
    if have and have[0] == sums and (have[1] == "dev" or not dev):
        return
    step(title, work)
    stamp.write_text(f"{sums} {'dev' if dev else 'run'}\n")


def _without_profile(inputs: list[Path]) -> list[Path]:
    """Both locks are written together: the development one stands for either."""
    return [path.with_name("dev.txt") if path.name == "run.txt" else path for path in inputs]


def make_environment() -> None:
    """Make `.venv` with uv in it. Debian and Ubuntu keep `venv` in a package of its own."""
    made = run(sys.executable, "-m", "venv", "--clear", str(VENV), check=False)
    if made.returncode and not shutil.which("uv"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"\nPython's venv module is missing. On Debian and Ubuntu: sudo apt-get install python{version}-venv")
    if made.returncode:
        run("uv", "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, str(VENV))
    run(*PIP, "-r", str(LOCKS / "uv.txt"))


def install_python(locks: list[Path]) -> None:
    """Install exactly what the locks say: with uv, and where that cannot reach the index as pip does, with pip."""
    lists = [word for lock in [*locks, LOCKS / "uv.txt"] for word in ("-r", str(lock))]
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "--exact"]
    if run(*uv, *lists, check=False).returncode:
        run(*PIP, *lists)


def install_npm(dev: bool) -> None:
    omit = [] if dev else ["--omit=dev"]
    run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", *omit)


def run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run quietly; when it fails and must not, show what it said and stop."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if check and done.returncode:
        said = "\n".join(done.stdout.splitlines()[-20:])
        sys.exit(f"\n{said}\n\nThis command failed: {' '.join(command)}")
    return done


def _works(python: str) -> bool:
    """Whether the environment's Python still starts and is new enough; an upgrade of the machine can break it."""
    try:
        command = [python, "-c", "import sys, uv; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def _node_version() -> int:
    """The machine's own Node (major version), 0 when it has none or no npm; one inside `.venv` does not count."""
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != str(VENV / "bin"))
    node = shutil.which("node", path=path)
    if not node or not shutil.which("npm", path=path):
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.removeprefix("v").split(".")[0]
    return int(major) if major.isdigit() else 0


if __name__ == "__main__":
    main()
