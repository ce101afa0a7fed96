"""The colours of a lake town, and the marks everything is drawn with. Every function returns SVG; places and sizes are in
units of a 1440 × 960 canvas."""

from __future__ import annotations

WIDTH, HEIGHT = 1440, 960
SKY, LAKE, MIST, PAPER = "#e6ece6", "#7fa5a8", "#c3d4d0", "#f8f6f0"
LEAF, FIR, OCHRE, WOOD = "#7f9c62", "#2f5b50", "#dcae55", "#8d5b3f"
BARK, BRAND, NOW, INK = "#fffdf8", "#0f3a44", "#a81e63", "#12292f"
DUSK, SNOW, GRASS = "#33586a", "#eef2f0", "#a9bb86"


def rect(x: float, y: float, w: float, h: float, fill: str, extra: str = "") -> str:
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{h:.0f}" fill="{fill}" {extra}/>'


def circle(x: float, y: float, r: float, fill: str, extra: str = "") -> str:
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="{fill}" {extra}/>'


def path(d: str, fill: str = "none", extra: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {extra}/>'


def line(d: str, colour: str, width: float, extra: str = "") -> str:
    return path(
        d, "none", f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round" {extra}'
    )


def scaled(x: float, y: float, size: float, d: str, fill: str) -> str:
    """A filled outline drawn for size 1 with its foot at the origin."""
    return path(d, fill, f'transform="translate({x:.0f} {y:.0f}) scale({size:.1f})"')
