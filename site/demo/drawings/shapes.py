"""What a lake town is drawn of. Every function returns SVG; places and sizes are in units of a 1440 × 960 canvas."""

from __future__ import annotations

from random import Random

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


def hill(y: float, height: float, fill: str, seed: int, extra: str = "") -> str:
    """A rolling horizon over the whole width, filled down to the bottom."""
    rnd = Random(seed)
    d, x = f"M-20 {y:.0f}", -20
    while x < 1460:
        step = rnd.randint(240, 420)
        d += f"Q{x + step / 2:.0f} {y - rnd.uniform(0.3, 1.6) * height:.0f} {x + step} {y + rnd.uniform(-0.3, 0.3) * height:.0f}"
        x += step
    return path(f"{d}V980H-20Z", fill, extra)


def forest(y: float, height: float, fill: str, seed: int, x0: float = -20, x1: float = 1460, extra: str = "") -> str:
    """A far edge of firs standing on the line y."""
    rnd = Random(seed)
    d, x = f"M{x0} {y}", x0
    while x < x1:
        wide = rnd.uniform(0.25, 0.45) * height
        top = rnd.uniform(0.45, 1.0) * height
        d += f"L{x + wide / 2:.0f} {y - top:.0f}L{x + wide:.0f} {y - top * rnd.uniform(0.1, 0.35):.0f}"
        x += wide
    return path(f"{d}V{y + 30}H{x0}Z", fill, extra)


def fir(x: float, y: float, h: float, fill: str = FIR) -> str:
    """One fir whose foot is at (x, y)."""
    parts = [rect(x - h * 0.02, y - h * 0.1, h * 0.04, h * 0.1, WOOD)]
    for top, bottom, half in ((1.0, 0.62, 0.11), (0.78, 0.34, 0.17), (0.52, 0.07, 0.23)):
        parts.append(
            path(f"M{x:.0f} {y - h * top:.0f}L{x + h * half:.0f} {y - h * bottom:.0f}H{x - h * half:.0f}Z", fill)
        )
    return "".join(parts)


def birch(x: float, y: float, h: float, leaf: str = LEAF, seed: int = 1, bare: bool = False) -> str:
    rnd = Random(seed * 31 + int(x))
    w = max(h * 0.028, 5)
    parts = [path(f"M{x - w:.0f} {y}L{x - w * 0.4:.0f} {y - h * 0.9:.0f}H{x + w * 0.4:.0f}L{x + w:.0f} {y}Z", BARK)]
    for _ in range(7):
        mark = y - rnd.uniform(0.05, 0.6) * h
        side = rnd.choice((-w, 0))
        parts.append(line(f"M{x + side * 0.7:.0f} {mark:.0f}h{w * 0.6:.0f}", INK, max(h * 0.008, 2)))
    if bare:
        for branch in (0.45, 0.58, 0.7, 0.82):
            d = h * (0.95 - branch) * 0.6
            parts.append(
                line(
                    f"M{x} {y - h * branch:.0f}q{d * 0.3:.0f} {-d * 0.3:.0f} {d:.0f} {-d:.0f}", WOOD, max(h * 0.009, 2)
                )
            )
            parts.append(
                line(
                    f"M{x} {y - h * branch:.0f}q{-d * 0.3:.0f} {-d * 0.3:.0f} {-d * 0.9:.0f} {-d:.0f}",
                    WOOD,
                    max(h * 0.009, 2),
                )
            )
        return "".join(parts)
    for dx, dy, r, opacity in (
        (0, 0.8, 0.19, 0.95),
        (-0.14, 0.63, 0.15, 0.8),
        (0.14, 0.61, 0.16, 0.95),
        (-0.05, 0.52, 0.13, 0.8),
        (0.06, 0.93, 0.11, 0.95),
    ):
        parts.append(
            f'<ellipse cx="{x + dx * h:.0f}" cy="{y - dy * h:.0f}" rx="{r * h:.0f}" ry="{r * h * 1.15:.0f}" fill="{leaf}" opacity="{opacity}"/>'
        )
    parts.append(
        path(
            f"M{x - w * 0.7:.0f} {y - h * 0.3:.0f}L{x - w * 0.4:.0f} {y - h * 0.72:.0f}H{x + w * 0.4:.0f}L{x + w * 0.7:.0f} {y - h * 0.3:.0f}Z",
            BARK,
        )
    )
    return "".join(parts)


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


def ripples(
    y0: float, y1: float, seed: int, colour: str = BARK, x0: float = 0, x1: float = 1440, count: int = 46
) -> str:
    rnd, d = Random(seed), ""
    for _ in range(count):
        depth = rnd.random() ** 1.4
        d += f"M{rnd.uniform(x0, x1):.0f} {y0 + depth * (y1 - y0):.0f}h{30 + 90 * depth * rnd.uniform(0.5, 1):.0f}"
    return line(d, colour, 3.5, 'opacity=".45"')


def fireweed(x: float, y: float, h: float, lean: float = 0.1) -> str:
    parts = [line(f"M{x} {y}q{-lean * h * 0.3:.0f} {-h * 0.5:.0f} {lean * h:.0f} {-h}", FIR, 4)]
    for k in range(7):
        t = 0.45 + k * 0.085
        side = (-1) ** k * h * 0.035
        parts.append(circle(x + lean * h * (t * t * 1.3 - 0.3 * t) + side, y - h * t, h * (0.075 - k * 0.007), NOW))
    for t in (0.15, 0.28):
        parts.append(
            line(
                f"M{x} {y - h * t:.0f}l{-h * 0.15:.0f} {-h * 0.09:.0f}m{h * 0.15:.0f} {h * 0.05:.0f}l{h * 0.15:.0f} {-h * 0.09:.0f}",
                FIR,
                4,
            )
        )
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
    body = path(
        f"M{x - h * 0.11:.0f} {y - h * 0.38:.0f}L{x - h * 0.09:.0f} {y - h * 0.74:.0f}Q{x} {y - h * 0.84:.0f} {x + h * 0.09:.0f} {y - h * 0.74:.0f}"
        f"L{x + h * 0.11:.0f} {y - h * 0.38:.0f}Z",
        coat,
    )
    return legs + body + circle(x, y - h * 0.9, h * 0.085, "#d9a577")


def boat(x: float, y: float, w: float, hull: str = BARK, mast: bool = False) -> str:
    body = path(f"M{x} {y - w * 0.16:.0f}H{x + w:.0f}L{x + w * 0.85:.0f} {y}H{x + w * 0.15:.0f}Z", hull)
    seats = rect(x + w * 0.05, y - w * 0.19, w * 0.9, w * 0.04, WOOD)
    sail = path(f"M{x + w * 0.5:.0f} {y - w * 1.2:.0f}V{y - w * 0.24:.0f}H{x + w * 0.95:.0f}Z", BARK) + line(
        f"M{x + w * 0.48:.0f} {y - w * 1.25:.0f}V{y - w * 0.2:.0f}", WOOD, 6
    )
    return body + seats + (sail if mast else "")


def cloud(x: float, y: float, w: float, fill: str = BARK) -> str:
    return (
        f'<g fill="{fill}" opacity=".75"><ellipse cx="{x}" cy="{y}" rx="{w * 0.5:.0f}" ry="{w * 0.1:.0f}"/>'
        f'<ellipse cx="{x - w * 0.12:.0f}" cy="{y - w * 0.08:.0f}" rx="{w * 0.2:.0f}" ry="{w * 0.12:.0f}"/>'
        f'<ellipse cx="{x + w * 0.14:.0f}" cy="{y - w * 0.05:.0f}" rx="{w * 0.16:.0f}" ry="{w * 0.09:.0f}"/></g>'
    )


def water_tower(x: float, y: float, h: float) -> str:
    stem = path(
        f"M{x - h * 0.09:.0f} {y}L{x - h * 0.06:.0f} {y - h * 0.6:.0f}H{x + h * 0.06:.0f}L{x + h * 0.09:.0f} {y}Z",
        PAPER,
    )
    bowl = path(
        f"M{x - h * 0.06:.0f} {y - h * 0.58:.0f}L{x - h * 0.24:.0f} {y - h * 0.78:.0f}V{y - h * 0.88:.0f}Q{x} {y - h:.0f} {x + h * 0.24:.0f} {y - h * 0.88:.0f}"
        f"V{y - h * 0.78:.0f}L{x + h * 0.06:.0f} {y - h * 0.58:.0f}Z",
        PAPER,
    )
    return (
        stem
        + bowl
        + line(f"M{x - h * 0.24:.0f} {y - h * 0.8:.0f}H{x + h * 0.24:.0f}", BRAND, h * 0.03)
        + line(f"M{x} {y - h * 0.93:.0f}v{-h * 0.12:.0f}", BRAND, 6)
    )


def flowers(x0: float, x1: float, y0: float, y1: float, seed: int, count: int = 60) -> str:
    rnd = Random(seed)
    spots = ((rnd.uniform(x0, x1), rnd.uniform(y0, y1), rnd.choice((BARK, OCHRE, NOW, BARK))) for _ in range(count))
    return "".join(
        line(f"M{x:.0f} {y:.0f}v18", FIR, 3, 'opacity=".5"') + circle(x, y, 6, colour) for x, y, colour in spots
    )
