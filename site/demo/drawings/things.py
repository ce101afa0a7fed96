"""What people have made, and people."""

from __future__ import annotations

from .palette import BARK, BRAND, INK, MIST, OCHRE, PAPER, WOOD, circle, line, path, rect, scaled


def window(x: float, y: float, w: float, h: float, glass: str = MIST) -> str:
    frame = f'stroke="{BARK}" stroke-width="{max(w * 0.14, 4):.0f}"'
    return rect(x, y, w, h, glass, frame) + line(f"M{x + w / 2:.0f} {y:.0f}v{h:.0f}", BARK, max(w * 0.07, 3))


def house(
    x: float, y: float, w: float, h: float, wall: str = OCHRE, roof: str = BRAND, glass: str = MIST, windows: int = 3
) -> str:
    """A wooden house whose lower left corner is at (x, y); the door stands among the windows."""
    rise = w * 0.26
    parts = [rect(x + w * 0.68, y - h - rise * 0.9, w * 0.09, rise * 0.9, WOOD), rect(x, y - h, w, h, wall)]
    parts += [line(f"M{x + w * k / 12:.0f} {y - h + 8:.0f}V{y}", INK, 1.5, 'opacity=".12"') for k in range(1, 12)]
    parts.append(
        path(
            f"M{x - w * 0.06:.0f} {y - h:.0f}L{x + w / 2:.0f} {y - h - rise:.0f}L{x + w * 1.06:.0f} {y - h:.0f}Z", roof
        )
    )
    parts.append(line(f"M{x + 4} {y - h + 4:.0f}V{y}M{x + w - 4:.0f} {y - h + 4:.0f}V{y}", BARK, 8))
    slots = windows + 1
    for k in range(slots):
        left = x + w * (k + 0.5) / slots - w * 0.06
        if k == slots // 2:
            parts.append(rect(left, y - h * 0.62, w * 0.12, h * 0.62, roof))
        else:
            parts.append(window(left, y - h * 0.72, w * 0.12, h * 0.4, glass))
    return "".join(parts)


def lamp(x: float, y: float, h: float, lit: bool = False) -> str:
    glow = circle(x + h * 0.17, y - h * 0.95, h * 0.3, OCHRE, 'opacity=".28"') if lit else ""
    post = line(
        f"M{x} {y}V{y - h * 0.9:.0f}q0 {-h * 0.1:.0f} {h * 0.12:.0f} {-h * 0.1:.0f}h{h * 0.06:.0f}",
        INK,
        max(h * 0.025, 5),
    )
    return glow + post + rect(x + h * 0.1, y - h, h * 0.14, h * 0.035, OCHRE if lit else BARK)


def bench(x: float, y: float, w: float) -> str:
    legs = line(f"M{x + w * 0.12:.0f} {y}v{-w * 0.36:.0f}M{x + w * 0.88:.0f} {y}v{-w * 0.36:.0f}", INK, w * 0.03)
    slats = "".join(rect(x, y - w * k, w, w * 0.05, WOOD, 'rx="3"') for k in (0.2, 0.31, 0.39))
    return legs + slats


def bicycle(x: float, y: float, size: float, colour: str = INK) -> str:
    d = "M0-12 12-31H32L40-12M12-31 21-12 32-31M21-12H0M9-36h7M12-31l-1-5M32-31l-2-7h6"
    frame = f'<circle cx="0" cy="-12" r="11"/><circle cx="40" cy="-12" r="11"/><path d="{d}"/>'
    return (
        f'<g transform="translate({x} {y}) scale({size / 50:.2f})" fill="none" stroke="{colour}" stroke-width="2.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{frame}</g>'
    )


def person(x: float, y: float, h: float, coat: str = BRAND, trousers: str = INK) -> str:
    """Someone seen from afar, without a face."""
    legs = line(f"M{x - h * 0.05:.0f} {y}L{x} {y - h * 0.45:.0f}L{x + h * 0.07:.0f} {y}", trousers, h * 0.09)
    body = scaled(x, y, h, "M-.11-.38L-.09-.74Q0-.84 .09-.74L.11-.38Z", coat)
    return legs + body + circle(x, y - h * 0.9, h * 0.085, "#d9a577")


def boat(x: float, y: float, w: float, hull: str = BARK, mast: bool = False) -> str:
    body = path(f"M{x} {y - w * 0.16:.0f}H{x + w:.0f}L{x + w * 0.85:.0f} {y}H{x + w * 0.15:.0f}Z", hull)
    seats = rect(x + w * 0.05, y - w * 0.19, w * 0.9, w * 0.04, WOOD)
    sail = path(f"M{x + w * 0.5:.0f} {y - w * 1.2:.0f}V{y - w * 0.24:.0f}H{x + w * 0.95:.0f}Z", BARK) + line(
        f"M{x + w * 0.48:.0f} {y - w * 1.25:.0f}V{y - w * 0.2:.0f}", WOOD, 6
    )
    return body + seats + (sail if mast else "")


def water_tower(x: float, y: float, h: float) -> str:
    stem = scaled(x, y, h, "M-.09 0L-.06-.6H.06L.09 0Z", PAPER)
    bowl = scaled(x, y, h, "M-.06-.58L-.24-.78V-.88Q0-1 .24-.88V-.78L.06-.58Z", PAPER)
    return (
        stem
        + bowl
        + line(f"M{x - h * 0.24:.0f} {y - h * 0.8:.0f}H{x + h * 0.24:.0f}", BRAND, h * 0.03)
        + line(f"M{x} {y - h * 0.93:.0f}v{-h * 0.12:.0f}", BRAND, 6)
    )
