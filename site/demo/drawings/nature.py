"""What grows and flows. ``seed`` makes one drawing differ from the next."""

from __future__ import annotations

from random import Random

from .palette import (
    BARK,
    FIR,
    HEIGHT,
    INK,
    LAKE,
    LEAF,
    MIST,
    NOW,
    OCHRE,
    SKY,
    WIDTH,
    WOOD,
    circle,
    line,
    path,
    rect,
    scaled,
)


def hill(y: float, height: float, fill: str, seed: int, extra: str = "") -> str:
    """A rolling horizon over the whole width, filled down to the bottom."""
    rnd = Random(seed)  # noqa: S311  a drawing, no secret
    d, x = f"M-20 {y:.0f}", -20
    while x < 1460:
        step = rnd.randint(240, 420)
        d += f"Q{x + step / 2:.0f} {y - rnd.uniform(0.3, 1.6) * height:.0f} {x + step} {y + rnd.uniform(-0.3, 0.3) * height:.0f}"
        x += step
    return path(f"{d}V980H-20Z", fill, extra)


def forest(y: float, height: float, fill: str, seed: int, x0: float = -20, x1: float = 1460, extra: str = "") -> str:
    """A far edge of firs standing on the line y."""
    rnd = Random(seed)  # noqa: S311  a drawing, no secret
    d, x = f"M{x0} {y}", x0
    while x < x1:
        wide = rnd.uniform(0.25, 0.45) * height
        top = rnd.uniform(0.45, 1.0) * height
        d += f"L{x + wide / 2:.0f} {y - top:.0f}L{x + wide:.0f} {y - top * rnd.uniform(0.1, 0.35):.0f}"
        x += wide
    return path(f"{d}V{y + 30}H{x0}Z", fill, extra)


def ripples(
    y0: float, y1: float, seed: int, colour: str = BARK, x0: float = 0, x1: float = 1440, count: int = 46
) -> str:
    rnd, d = Random(seed), ""  # noqa: S311
    for _ in range(count):
        depth = rnd.random() ** 1.4
        d += f"M{rnd.uniform(x0, x1):.0f} {y0 + depth * (y1 - y0):.0f}h{30 + 90 * depth * rnd.uniform(0.5, 1):.0f}"
    return line(d, colour, 3.5, 'opacity=".45"')


def cloud(x: float, y: float, w: float, fill: str = BARK) -> str:
    return (
        f'<g fill="{fill}" opacity=".75"><ellipse cx="{x}" cy="{y}" rx="{w * 0.5:.0f}" ry="{w * 0.1:.0f}"/>'
        f'<ellipse cx="{x - w * 0.12:.0f}" cy="{y - w * 0.08:.0f}" rx="{w * 0.2:.0f}" ry="{w * 0.12:.0f}"/>'
        f'<ellipse cx="{x + w * 0.14:.0f}" cy="{y - w * 0.05:.0f}" rx="{w * 0.16:.0f}" ry="{w * 0.09:.0f}"/></g>'
    )


def flowers(x0: float, x1: float, y0: float, y1: float, seed: int, count: int = 60) -> str:
    rnd = Random(seed)  # noqa: S311  a drawing, no secret
    spots = ((rnd.uniform(x0, x1), rnd.uniform(y0, y1), rnd.choice((BARK, OCHRE, NOW, BARK))) for _ in range(count))
    return "".join(
        line(f"M{x:.0f} {y:.0f}v18", FIR, 3, 'opacity=".5"') + circle(x, y, 6, colour) for x, y, colour in spots
    )


def fir(x: float, y: float, h: float, fill: str = FIR) -> str:
    """One fir whose foot is at (x, y)."""
    parts = [rect(x - h * 0.02, y - h * 0.1, h * 0.04, h * 0.1, WOOD)]
    for top, bottom, half in ((1.0, 0.62, 0.11), (0.78, 0.34, 0.17), (0.52, 0.07, 0.23)):
        parts.append(
            path(f"M{x:.0f} {y - h * top:.0f}L{x + h * half:.0f} {y - h * bottom:.0f}H{x - h * half:.0f}Z", fill)
        )
    return "".join(parts)


def birch(x: float, y: float, h: float, leaf: str = LEAF, seed: int = 1) -> str:
    rnd = Random(seed * 31 + int(x))  # noqa: S311  a drawing, no secret
    w = max(h * 0.028, 5)
    parts = [path(f"M{x - w:.0f} {y}L{x - w * 0.4:.0f} {y - h * 0.9:.0f}H{x + w * 0.4:.0f}L{x + w:.0f} {y}Z", BARK)]
    for _ in range(7):
        mark = y - rnd.uniform(0.05, 0.6) * h
        side = rnd.choice((-w, 0))
        parts.append(line(f"M{x + side * 0.7:.0f} {mark:.0f}h{w * 0.6:.0f}", INK, max(h * 0.008, 2)))
    for dx, dy, r, opacity in (
        (0, 0.8, 0.19, 0.95),
        (-0.14, 0.63, 0.15, 0.8),
        (0.14, 0.61, 0.16, 0.95),
        (-0.05, 0.52, 0.13, 0.8),
        (0.06, 0.93, 0.11, 0.95),
    ):
        place = f'cx="{x + dx * h:.0f}" cy="{y - dy * h:.0f}" rx="{r * h:.0f}" ry="{r * h * 1.15:.0f}"'
        parts.append(f'<ellipse {place} fill="{leaf}" opacity="{opacity}"/>')
    parts.append(scaled(x, y, h, "M-.02-.3L-.011-.72H.011L.02-.3Z", BARK))
    return "".join(parts)


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


def shore(horizon: float, colour: str = LAKE, seed: int = 3) -> str:
    """The far shore and the lake from the horizon down."""
    back = (
        hill(horizon - 10, 90, MIST, seed)
        + forest(horizon, 110, FIR, seed + 1, extra='opacity=".45"')
        + forest(horizon + 8, 70, FIR, seed + 2)
    )
    return back + rect(0, horizon + 4, WIDTH, HEIGHT - horizon, colour) + ripples(horizon + 30, HEIGHT, seed)


def sky(colour: str = SKY) -> str:
    return rect(0, 0, WIDTH, HEIGHT, colour)
