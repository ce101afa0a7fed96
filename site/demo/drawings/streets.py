"""Scenes of the town's streets."""

from __future__ import annotations

from .nature import birch, cloud, fir, fireweed, forest, hill, ripples, sky
from .palette import (
    BARK,
    BRAND,
    FIR,
    GRASS,
    INK,
    LAKE,
    LEAF,
    MIST,
    NOW,
    OCHRE,
    PAPER,
    WIDTH,
    WOOD,
    circle,
    line,
    path,
    rect,
)
from .things import bicycle, house, lamp, person, water_tower


def library() -> str:
    hall = rect(300, 430, 860, 340, BARK) + rect(270, 392, 920, 42, BRAND)
    panes = "".join(rect(330 + k * 104, 476, 74, 210 if k != 4 else 294, LAKE if k != 4 else BRAND) for k in range(8))
    books = "".join(
        rect(338 + k * 104 + j * 13, 640 - (j * 7 % 22), 10, 46 + (j * 7 % 22), (OCHRE, NOW, FIR, WOOD, MIST)[j])
        for k in range(8)
        if k != 4
        for j in range(5)
    )
    ground = rect(0, 766, WIDTH, 194, "#d8d5c6") + path("M640 770H860L1010 960H500Z", PAPER)
    trees = birch(190, 790, 560, seed=2) + birch(1290, 800, 620, seed=9) + fir(70, 780, 380)
    people = person(720, 840, 170, OCHRE) + person(930, 820, 160, FIR)
    return (
        sky()
        + cloud(980, 170, 320)
        + cloud(420, 250, 240)
        + hill(640, 160, MIST, 8)
        + trees
        + ground
        + hall
        + panes
        + books
        + bicycle(1010, 800, 120)
        + bicycle(1090, 806, 120, BRAND)
        + people
    )


def market() -> str:
    row = (
        house(40, 640, 330, 210, OCHRE)
        + house(400, 640, 280, 250, "#cfd8d2", WOOD)
        + house(720, 640, 310, 200, "#c98f6b")
        + house(1070, 640, 340, 240, BARK, FIR)
    )
    stalls = ""
    for x, stripe in ((150, NOW), (560, BRAND), (970, OCHRE)):
        cloth = "".join(path(f"M{x + k * 50} 640h50v46q-25 26-50 0z", stripe if k % 2 else BARK) for k in range(6))
        goods = "".join(circle(x + 30 + k * 40, 758, 15, (LEAF, OCHRE, NOW)[k % 3]) for k in range(7))
        stalls += (
            rect(x + 8, 650, 10, 190, WOOD)
            + rect(x + 282, 650, 10, 190, WOOD)
            + goods
            + rect(x, 768, 300, 72, WOOD)
            + cloth
        )
    people = (
        person(500, 880, 200, FIR)
        + person(900, 880, 190, NOW)
        + person(1340, 890, 210, BRAND)
        + person(90, 890, 180, OCHRE)
    )
    return (
        sky()
        + cloud(300, 150, 300)
        + water_tower(1050, 420, 330)
        + hill(620, 100, MIST, 4)
        + row
        + rect(0, 636, WIDTH, 324, "#d8d5c6")
        + stalls
        + people
    )


def crossing() -> str:
    school = house(760, 610, 560, 220, OCHRE, BRAND, MIST, 5)
    road = path("M-20 700H1460V860H-20Z", "#5b6a6b") + line(
        "M0 780H1440", BARK, 8, 'stroke-dasharray="70 60" opacity=".6"'
    )
    zebra = "".join(path(f"M{420 + k * 56} 706h34l-26 148h-40z", BARK) for k in range(6))
    sign = (
        line("M360 700V420", INK, 10)
        + rect(304, 320, 112, 112, BRAND, 'rx="8"')
        + path("M360 338L404 418H316Z", BARK)
        + person(360, 416, 66, INK)
    )
    kids = person(520, 830, 150, NOW) + person(600, 826, 140, OCHRE) + person(700, 832, 190, FIR)
    return (
        sky()
        + cloud(300, 170, 320)
        + hill(600, 150, MIST, 6)
        + forest(612, 120, FIR, 6, extra='opacity=".5"')
        + rect(0, 604, WIDTH, 360, GRASS)
        + school
        + birch(660, 620, 420, seed=3)
        + fir(1380, 640, 330)
        + road
        + zebra
        + sign
        + kids
        + lamp(1180, 700, 330)
        + fireweed(120, 700, 110)
        + fireweed(160, 700, 140)
    )


def lane() -> str:
    houses = (
        house(90, 620, 300, 170, OCHRE) + house(960, 600, 260, 150, BARK, WOOD) + house(1230, 640, 230, 160, "#c98f6b")
    )
    way = path("M620 610Q700 660 560 740T700 980H1080Q760 820 800 730T690 610Z", PAPER) + line(
        "M655 612Q750 690 650 770T860 970", NOW, 9, 'stroke-dasharray="2 34"'
    )
    trees = (
        birch(470, 660, 380, seed=7)
        + birch(870, 650, 400, seed=5)
        + birch(1150, 850, 600, seed=6)
        + birch(240, 860, 520, seed=8)
        + fir(40, 660, 330)
    )
    return (
        sky()
        + circle(230, 190, 66, OCHRE)
        + cloud(1010, 160, 300)
        + hill(590, 190, MIST, 15)
        + water_tower(720, 560, 340)
        + forest(600, 100, FIR, 10, extra='opacity=".5"')
        + rect(0, 596, WIDTH, 380, GRASS)
        + houses
        + way
        + trees
        + person(690, 850, 170, BRAND)
        + bicycle(560, 720, 90)
    )


def bus_stop() -> str:
    shelter = (
        rect(240, 420, 400, 20, BRAND)
        + rect(256, 440, 14, 330, INK)
        + rect(612, 440, 14, 330, INK)
        + rect(270, 450, 342, 190, MIST, 'opacity=".8"')
        + rect(280, 680, 320, 18, WOOD)
    )
    bus = (
        rect(800, 440, 600, 290, BRAND, 'rx="26"')
        + "".join(rect(836 + k * 112, 480, 92, 100, MIST, 'rx="8"') for k in range(5))
        + rect(800, 640, 600, 16, OCHRE)
        + "".join(circle(x, 736, 48, INK) + circle(x, 736, 20, MIST) for x in (930, 1270))
    )
    road = rect(0, 770, WIDTH, 190, "#5b6a6b") + line("M0 866H1440", BARK, 8, 'stroke-dasharray="70 60" opacity=".6"')
    sign = line("M720 770V400", INK, 8) + circle(720, 380, 42, OCHRE) + rect(698, 362, 44, 32, INK, 'rx="5"')
    return (
        sky()
        + cloud(1000, 190, 330)
        + hill(640, 170, MIST, 37)
        + forest(700, 180, FIR, 38, extra='opacity=".55"')
        + rect(0, 696, WIDTH, 90, GRASS)
        + birch(130, 760, 520, seed=19)
        + birch(690, 700, 420, seed=16)
        + shelter
        + sign
        + person(360, 770, 190, NOW)
        + person(460, 770, 160, OCHRE)
        + bus
        + road
    )


def lights() -> str:
    water = rect(0, 560, WIDTH, 420, "#24475a") + ripples(600, 940, 55, OCHRE, count=40)
    bridge = path("M-20 520Q720 380 1460 520V570Q720 430 -20 570Z", "#1b333c") + "".join(
        rect(x, 480, 26, 140, "#1b333c") for x in (300, 700, 1110)
    )
    bulbs = "".join(
        circle(40 + k * 80, 470 - 62 * (1 - ((k - 8.5) / 9) ** 2), 11, OCHRE)
        + circle(40 + k * 80, 470 - 62 * (1 - ((k - 8.5) / 9) ** 2), 26, OCHRE, 'opacity=".3"')
        for k in range(18)
    )
    town = "".join(
        house(x, 520, w, h, colour, "#1b333c", OCHRE, n)
        for x, w, h, colour, n in (
            (80, 250, 130, "#48636e", 3),
            (380, 200, 110, "#5a6f73", 2),
            (860, 240, 140, "#48636e", 3),
            (1150, 250, 120, "#5a6f73", 3),
        )
    )
    stars = "".join(
        circle(x, y, 3, BARK, 'opacity=".8"')
        for x, y in (
            (100, 80),
            (260, 190),
            (430, 60),
            (610, 150),
            (800, 70),
            (960, 200),
            (1120, 100),
            (1300, 60),
            (1390, 210),
        )
    )
    return (
        sky("#2b4a5c")
        + stars
        + hill(520, 120, "#223f4d", 57)
        + town
        + water
        + bridge
        + bulbs
        + person(560, 440, 90, NOW, BARK)
        + person(610, 438, 80, OCHRE, BARK)
        + person(880, 442, 90, LAKE, BARK)
    )
