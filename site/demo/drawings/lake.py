"""Scenes by the water and in the woods."""

from __future__ import annotations

from .nature import birch, cloud, fir, fireweed, flowers, forest, hill, shore, sky
from .palette import BARK, BRAND, DUSK, FIR, GRASS, INK, LAKE, MIST, NOW, OCHRE, SNOW, WOOD, circle, line, path, rect
from .things import bench, boat, house, lamp, person


def jetty() -> str:
    planks = "".join(
        line(f"M{770 - k * 58} {640 + k * k * 9}H{872 + k * 10}", INK, 3, 'opacity=".35"') for k in range(7)
    )
    deck = path("M780 620H880L960 980H330Z", WOOD) + planks
    posts = "".join(
        rect(x, y, w, h, "#6d452f") for x, y, w, h in ((884, 580, 14, 130), (914, 660, 20, 180), (950, 780, 30, 200))
    )
    sun = circle(1020, 380, 84, OCHRE) + circle(1020, 380, 130, OCHRE, 'opacity=".25"')
    return (
        sky("#f1e6cf")
        + sun
        + cloud(360, 200, 360)
        + shore(480, "#8fb0b0", 5)
        + path("M960 520L1080 520L1150 980H890Z", OCHRE, 'opacity=".28"')
        + deck
        + posts
    )


def sauna() -> str:
    smoke = line("M959 374q-26-46 14-78t6-74 34-62", BARK, 20, 'opacity=".85"')
    cabin = house(640, 700, 440, 210, WOOD, INK, OCHRE, 2)
    rail = line("M420 690V620M560 700V624M420 624L560 628", BARK, 10)
    deck = path("M300 700H1240V728H300Z", "#6d452f") + "".join(
        rect(x, 728, 18, 90, "#6d452f") for x in (340, 520, 760, 1000, 1190)
    )
    trees = birch(1205, 702, 440, seed=4) + fir(180, 760, 430) + fir(70, 790, 330)
    bank = path("M-20 720Q140 690 330 735Q420 760 470 960H-20Z", GRASS)
    return (
        sky()
        + circle(1180, 190, 70, OCHRE)
        + shore(560, LAKE, 12)
        + bank
        + trees
        + smoke
        + deck
        + cabin
        + rail
        + person(480, 700, 150, NOW)
    )


def bench_view() -> str:
    bank = path("M-20 700Q360 640 760 690T1460 670V980H-20Z", GRASS)
    seat = bench(520, 800, 400)
    return (
        sky("#f1e6cf")
        + circle(420, 330, 74, OCHRE)
        + shore(520, LAKE, 21)
        + boat(960, 600, 120, BARK, True)
        + bank
        + birch(240, 770, 640, seed=11)
        + birch(1230, 740, 560, seed=12)
        + seat
        + lamp(1080, 780, 360)
        + fireweed(1010, 800, 130)
        + fireweed(1046, 806, 170)
        + fireweed(140, 850, 150)
    )


def ski_track() -> str:
    sky_ = sky(DUSK) + "".join(
        circle(x, y, r, BARK, 'opacity=".8"')
        for x, y, r in (
            (140, 90, 3),
            (330, 180, 2),
            (520, 70, 3),
            (760, 140, 2),
            (980, 60, 3),
            (1220, 120, 2),
            (1340, 220, 3),
        )
    )
    moon = circle(1180, 200, 56, "#f4ead0")
    snow = hill(620, 80, "#c9d6da", 27) + path("M-20 690Q360 630 760 680T1460 660V980H-20Z", SNOW)
    tracks = line("M560 980Q760 800 700 690M640 980Q800 800 726 690", "#b4c4c9", 9)
    woods = (
        forest(640, 200, "#1f4049", 29)
        + fir(150, 800, 520, "#1d3d3f")
        + fir(330, 730, 380, "#244a4a")
        + fir(1290, 820, 560, "#1d3d3f")
        + fir(1090, 720, 340, "#244a4a")
    )
    caps = "".join(
        path(f"M{x} {y}l{w} {w * 1.7}q-{w} {w * 0.3} -{w * 2} 0z", SNOW)
        for x, y, w in ((150, 280, 26), (330, 350, 20), (1290, 260, 28), (1090, 380, 18))
    )
    return (
        sky_
        + moon
        + woods
        + snow
        + caps
        + lamp(470, 760, 300, True)
        + lamp(900, 720, 250, True)
        + tracks
        + person(760, 850, 190, NOW)
        + line("M690 856H850M700 850L736 700M826 846L790 704", INK, 6)
    )


def harbour() -> str:
    quay = path("M-20 800H1460V980H-20Z", "#cfc8b4") + line("M-20 800H1460", WOOD, 16)
    fleet = (
        boat(130, 770, 230, OCHRE)
        + boat(430, 720, 200, BARK, True)
        + boat(720, 776, 240, BRAND)
        + boat(1060, 730, 210, BARK, True)
        + boat(1000, 620, 110, NOW, True)
    )
    shed = house(1130, 640, 240, 130, WOOD, INK, MIST, 2)
    return (
        sky()
        + cloud(420, 170, 340)
        + shore(540, LAKE, 33)
        + path("M1060 660Q1200 610 1460 620V700H1060Z", GRASS)
        + shed
        + birch(1400, 660, 380, seed=15)
        + fleet
        + quay
        + "".join(rect(x, 776, 22, 60, INK, 'rx="6"') for x in (90, 400, 690, 1010, 1330))
        + person(560, 900, 180, FIR)
        + person(630, 904, 130, NOW)
    )


def meadow() -> str:
    field = path("M-20 640Q400 560 800 620T1460 590V980H-20Z", GRASS) + flowers(0, 1440, 650, 900, 41, 110)
    weeds = "".join(
        fireweed(x, y, h, lean)
        for x, y, h, lean in (
            (120, 960, 380, 0.1),
            (220, 980, 460, -0.06),
            (310, 970, 340, 0.12),
            (1130, 970, 400, -0.1),
            (1220, 980, 480, 0.08),
            (1330, 975, 360, 0.05),
        )
    )
    bee = (
        f'<ellipse cx="520" cy="520" rx="20" ry="13" fill="{OCHRE}"/>'
        + line("M512 510v20M524 510v20", INK, 5)
        + circle(514, 502, 10, BARK)
    )
    return (
        sky()
        + circle(1090, 200, 70, OCHRE)
        + cloud(380, 180, 320)
        + shore(500, LAKE, 43)
        + field
        + birch(760, 640, 330, seed=21)
        + weeds
        + bee
    )
