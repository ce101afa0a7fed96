from __future__ import annotations

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.build import fonts, icons, styles

STATIC: Path = settings.ROOT / "static"
PACKAGES: Path = settings.ROOT / "node_modules"
VENDOR = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
}


class Command(BaseCommand):
    help = "Makes the stylesheet, fonts, icons and scripts in static/build/ from static/ and node_modules/."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="make everything anew")

    def handle(self, *args: Any, force: bool = False, **options: Any) -> None:
        if not PACKAGES.is_dir():
            raise CommandError("node_modules is missing: run «npm ci» (or «make setup») first.")
        target = STATIC / "build"
        (target / "fonts").mkdir(parents=True, exist_ok=True)
        if force or not _fonts_are_current(target):
            for name, content in fonts.build(PACKAGES).items():
                (target / "fonts" / name).write_bytes(content)
            (target / "fonts.stamp").write_text(_fonts_stamp())
        sheet = fonts.faces() + styles.build(STATIC, PACKAGES, _markup())
        _write(target / "site.css", _with_order_first(sheet))
        _write(target / "icons.svg", icons.build(PACKAGES))
        for name, source in VENDOR.items():
            _write(target / name, _vendored((PACKAGES / source).read_text()))
        _write(
            target / "leaflet.css",
            "@layer leaflet {\n" + _vendored((PACKAGES / "leaflet/dist/leaflet.css").read_text()) + "}\n",
        )
        self.stdout.write(f"static/build: {sum(p.stat().st_size for p in target.rglob('*') if p.is_file()) // 1024} kB")


def _write(path: Path, text: str) -> None:
    """Leaves an unchanged file alone, so that caches and collected copies stay."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def _with_order_first(sheet: str) -> str:
    """The layer statement before everything: what is named there first is weakest."""
    return styles.ORDER + sheet.replace(styles.ORDER, "", 1)


def _markup() -> str:
    """Everything that may name a class."""
    roots = (settings.ROOT / "templates", STATIC / "js", settings.ROOT / "site", settings.ROOT / "participation")
    files = (path for root in roots for path in root.rglob("*") if path.suffix in {".html", ".js", ".py"})
    return "\n".join(path.read_text() for path in sorted(files) if "build" not in path.parts)


def _vendored(text: str) -> str:
    """Without what refers to files that are not served: source maps, pictures of markers and layers that we draw."""
    lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
    return "\n".join(line for line in lines if "url(images/" not in line) + "\n"


def _fonts_stamp() -> str:
    lock = (settings.ROOT / "package-lock.json").read_bytes()
    return sha256(lock + Path(fonts.__file__).read_bytes()).hexdigest()


def _fonts_are_current(target: Path) -> bool:
    stamp = target / "fonts.stamp"
    return stamp.exists() and stamp.read_text() == _fonts_stamp()
