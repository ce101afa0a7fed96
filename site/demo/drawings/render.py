"""Draw every scene into ``site/demo/pictures/``. Needs Chromium and the test dependencies; run it after changing a scene.

PYTHONPATH=site .venv/bin/python -m demo.drawings.render [name …]
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .palette import HEIGHT, WIDTH
from .scenes import SCENES, svg

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
QUALITY = 82


def render(names: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in names:
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg(name)}")
            image = Image.open(io.BytesIO(page.screenshot()))
            image.convert("RGB").save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    render(sys.argv[1:] or list(SCENES))
