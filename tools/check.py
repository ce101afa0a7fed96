"""`make check`: every check that needs no test run. All run, each says one line, the exit code is 1 if any fails."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LONGEST_FILE = 400  # lines
CODE = ["site", "participation", "news", "surveys", "search", "tests", "benchmarks", "tools", "manage.py"]
HAND_WRITTEN = {".py", ".html", ".css", ".js"}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-checking-" + "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "example.org",
}


def main() -> int:
    checks: dict[str, Callable[[], str]] = {
        "Lint": lambda: tool("ruff", "check", "--quiet", "."),
        "Format": lambda: tool("ruff", "format", "--quiet", "--check", "."),
        "Types": lambda: tool("mypy", *CODE),
        "Templates: layout": lambda: tool("python", "tools/format_templates.py", "--check"),
        "Templates: syntax": lambda: manage("check_templates"),
        "Project rules": lambda: manage("check", "--fail-level", "WARNING"),
        "Migrations": lambda: manage("makemigrations", "--check", "--dry-run"),
        "Catalogues": lambda: manage("catalogues", "check"),
        "Imports": lambda: tool("lint-imports", "--no-cache"),
        "Deployment": lambda: manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
        "Lengths of files": lengths,
    }
    chosen = {name: check for name, check in checks.items() if not sys.argv[1:] or name in sys.argv[1:]}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda item: report(*item), chosen.items()))
    return int(not all(results))


def report(name: str, check: Callable[[], str]) -> bool:
    """Run one check and say how it went; a check answers with what is wrong, or with nothing."""
    begun = time.monotonic()
    wrong = check()
    verdict = "✗" if wrong else "✓"
    print(f"{verdict} {name} ({time.monotonic() - begun:.0f} s)" + (f"\n{wrong}\n" if wrong else ""), flush=True)
    return not wrong


def tool(name: str, *arguments: str, **environment: str) -> str:
    """Run one of the tools in .venv; its output if it fails."""
    import_path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    with tempfile.TemporaryDirectory(prefix="raitti-check-") as var:
        variables = {**os.environ, "RAITTI_VAR": var, "DATABASE_URL": "", "PYTHONPATH": import_path, **environment}
        command = [str(BIN / name), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    return (done.stdout.strip() or f"{name} failed") if done.returncode else ""


def manage(*arguments: str, **environment: str) -> str:
    return tool("python", "manage.py", *arguments, **environment)


def lengths() -> str:
    """Files by hand that have grown too long to find one's way in."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    long = []
    for name in listed:
        path = ROOT / name
        if path.suffix in HAND_WRITTEN and path.exists() and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_FILE:
                long.append(f"{name}: {lines} lines")
    return "\n".join(long)


if __name__ == "__main__":
    sys.exit(main())
