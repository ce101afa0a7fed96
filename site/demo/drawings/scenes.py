"""The scenes: a name for each picture, and what is drawn in it."""

from __future__ import annotations

from collections.abc import Callable

from .shapes import (
    BARK, BRAND, DUSK, FIR, GRASS, INK, LAKE, LEAF, MIST, NOW, OCHRE, PAPER, SKY, SNOW, WOOD,
    bench, bicycle, birch, boat, circle, cloud, fir, fireweed, flowers, forest, hill, house, lamp, line, path, person, rect, ripples,
    water_tower, window,
)  # fmt: skip

WIDTH, HEIGHT = 1440, 960


def sky(colour: str = SKY) -> str:
    return rect(0, 0, WIDTH, HEIGHT, colour)


def shore(horizon: float, colour: str = LAKE, seed: int = 3) -> str:
    """The far shore and the lake from the horizon down."""
    back = (
        hill(horizon - 10, 90, MIST, seed)
        + forest(horizon, 110, FIR, seed + 1, extra='opacity=".45"')
        + forest(horizon + 8, 70, FIR, seed + 2)
    )
    return back + rect(0, horizon + 4, WIDTH, HEIGHT - horizon, colour) + ripples(horizon + 30, HEIGHT, seed)


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


def playground() -> str:
    swing = (
        line("M250 790L350 430L450 790M750 790L650 430L850 790M350 430H650", WOOD, 20)
        + line("M440 434L420 690M500 434L480 690M570 434V690M626 434V690", INK, 5)
        + rect(412, 686, 76, 16, NOW)
        + rect(562, 686, 72, 16, BRAND)
    )
    slide = (
        rect(980, 500, 130, 24, WOOD)
        + line("M990 510V800M1100 510V800", WOOD, 18)
        + line("M1110 512Q1180 540 1240 680T1370 792", OCHRE, 34)
        + path("M960 500L1045 400L1130 500Z", BRAND)
        + "".join(rect(990, 560 + k * 60, 110, 10, BARK) for k in range(4))
    )
    sand = f'<ellipse cx="720" cy="850" rx="560" ry="70" fill="#e6d3a3"/>'
    return (
        sky()
        + cloud(1100, 150, 320)
        + circle(180, 170, 62, OCHRE)
        + hill(640, 170, MIST, 19)
        + forest(650, 150, FIR, 23, extra='opacity=".55"')
        + rect(0, 640, WIDTH, 330, GRASS)
        + birch(110, 760, 560, seed=13)
        + birch(900, 700, 400, seed=17)
        + sand
        + swing
        + slide
        + person(450, 690, 130, OCHRE)
        + person(700, 870, 200, FIR)
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


def three_towns() -> str:
    """The joint project: three shores of the same lake, and one lane round it."""
    land = (
        rect(0, 0, WIDTH, HEIGHT, GRASS)
        + path("M300 300Q520 120 820 220T1180 420Q1280 640 1020 760T480 780Q180 700 210 500T300 300Z", LAKE)
        + ripples(330, 720, 45, x0=330, x1=1000)
    )
    way = line(
        "M250 700Q120 480 300 260T820 160Q1180 180 1240 460T1080 800Q700 930 400 850Q300 810 250 700", PAPER, 26
    ) + line("M250 700Q120 480 300 260T820 160Q1180 180 1240 460T1080 800Q700 930 400 850Q300 810 250 700", BRAND, 9)
    towns = (
        house(110, 250, 170, 90, OCHRE)
        + house(300, 200, 130, 70, BARK, WOOD)
        + house(1180, 330, 170, 90, "#c98f6b")
        + water_tower(1370, 330, 200)
        + house(250, 930, 170, 90, BARK, FIR)
        + house(450, 945, 130, 80, OCHRE)
    )
    stops = "".join(
        circle(x, y, 34, PAPER) + circle(x, y, 28, "none", f'stroke="{NOW}" stroke-width="13"')
        for x, y in ((286, 280), (1226, 400), (384, 842))
    )
    trees = "".join(
        fir(x, y, h)
        for x, y, h in (
            (70, 520, 170),
            (120, 620, 140),
            (680, 100, 120),
            (960, 120, 130),
            (1380, 620, 190),
            (1300, 740, 150),
            (800, 950, 130),
            (1180, 930, 150),
            (60, 850, 160),
        )
    )
    return land + way + towns + trees + stops + boat(640, 520, 130, BARK, True)


def digital_help() -> str:
    wall = (
        rect(0, 0, WIDTH, 720, SKY)
        + rect(90, 110, 420, 400, "#f1e6cf")
        + f'<svg x="90" y="110" width="420" height="400" viewBox="300 300 720 690" preserveAspectRatio="xMidYMid slice">{shore(620, LAKE, 51)}{birch(420, 900, 620, seed=22)}</svg>'
    )
    frame = rect(90, 110, 420, 400, "none", f'stroke="{BRAND}" stroke-width="20"') + line("M300 110V510", BRAND, 12)
    shelf = "".join(rect(930, y, 430, 16, WOOD) for y in (250, 400)) + "".join(
        rect(946 + k * 32, y - 60 - k * 13 % 44, 24, 60 + k * 13 % 44, (OCHRE, BRAND, NOW, FIR, LAKE)[k % 5])
        for y in (250, 400)
        for k in range(12)
    )
    laptop = (
        path("M560 470H920L946 690H534Z", INK)
        + path("M582 490H898L918 666H562Z", MIST)
        + line("M620 540H780M620 580H850M620 620H730", BRAND, 12)
        + circle(850, 610, 24, NOW)
        + path("M480 690H1000L1030 720H450Z", "#4b5d60")
    )
    cups = (
        path("M1120 640h90l-12 84h-66z", OCHRE)
        + line("M1150 620q-14-24 4-44m30 44q-14-24 4-44", MIST, 7)
        + path("M300 650h80l-10 72h-60z", NOW)
    )
    table = rect(0, 720, WIDTH, 240, "#b07d5b") + rect(0, 720, WIDTH, 18, WOOD)
    return wall + frame + shelf + table + laptop + cups


def plan() -> str:
    """A village plan: lots, a lane and the shore, as planners draw them."""
    land = (
        rect(0, 0, WIDTH, HEIGHT, "#e3e8e0")
        + path("M-20-20H1460V260Q1140 330 820 270T340 290T-20 240Z", LAKE)
        + line("M1460 260Q1140 330 820 270T340 290T-20 240", BARK, 12)
    )
    parks = (
        path("M0 360Q130 330 190 440T120 590H0Z", LEAF)
        + path("M1010 330L1230 350L1190 520L980 480Z", LEAF)
        + path("M560 700L760 690L720 900L500 880Z", LEAF)
    )
    streets = (
        line("M-20 640Q260 560 500 600T900 580T1460 480", BARK, 46)
        + line("M420 600L380 980M870 590L900 980M640 600L660 330", BARK, 28)
        + line("M-20 640Q260 560 500 600T900 580T1460 480", BRAND, 8)
    )
    lots = ""
    for x, y, angle, wide, colour in (
        (230, 430, -8, 110, BARK), (360, 450, -5, 100, BARK), (500, 470, 3, 110, OCHRE), (740, 430, 4, 120, OCHRE), (880, 430, -6, 90, BARK), (120, 740, -9, 120, BARK),
        (260, 720, -6, 100, BARK), (240, 850, -4, 120, BARK), (780, 720, 6, 80, BARK), (980, 690, -4, 120, OCHRE), (1130, 660, -7, 110, BARK), (1000, 830, 3, 130, BARK), (1290, 600, -9, 110, BARK), (1180, 800, -5, 120, BARK),
    ):  # fmt: skip
        lots += f'<g transform="rotate({angle} {x} {y})">{rect(x, y, wide, 78, colour, f"stroke={chr(34)}{INK}{chr(34)} stroke-width={chr(34)}5{chr(34)}")}</g>'
    trees = "".join(
        circle(x, y, 20, LEAF)
        for x, y in (
            (60, 560),
            (320, 530),
            (560, 540),
            (700, 540),
            (820, 530),
            (1080, 480),
            (1250, 440),
            (1370, 420),
            (470, 680),
        )
    )
    stop = circle(640, 598, 40, PAPER) + circle(640, 598, 30, "none", f'stroke="{NOW}" stroke-width="14"')
    return land + parks + streets + lots + trees + stop


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


def garden() -> str:
    tree = (
        line("M1090 800Q1080 640 1100 520M1090 640L1010 550M1094 600L1170 530", WOOD, 26)
        + "".join(
            circle(x, y, r, LEAF)
            for x, y, r in ((1000, 480, 120), (1130, 400, 140), (1220, 510, 110), (1080, 540, 110))
        )
        + "".join(
            circle(x, y, 15, NOW)
            for x, y in (
                (960, 460),
                (1040, 420),
                (1110, 480),
                (1180, 400),
                (1230, 500),
                (1060, 560),
                (1150, 560),
                (1120, 340),
            )
        )
    )
    beds = ""
    for x, y, kind in ((120, 830, OCHRE), (430, 850, NOW), (740, 870, BARK)):
        sprouts = "".join(
            line(f"M{x + 30 + k * 38} {y}q-4-30 0-52", FIR, 7)
            + circle(x + 30 + k * 38, y - 58, 13, kind)
            + circle(x + 18 + k * 38, y - 26, 12, LEAF)
            for k in range(6)
        )
        beds += sprouts + rect(x, y - 6, 260, 66, WOOD) + line(f"M{x} {y + 26}h260", INK, 3, 'opacity=".3"')
    shed = house(150, 680, 260, 150, "#c98f6b", BRAND, MIST, 2)
    can = path("M640 740h70v70h-70z", BRAND) + line("M710 790L752 756M640 772q-34 4-30 36", BRAND, 12)
    return (
        sky()
        + cloud(700, 190, 330)
        + circle(160, 170, 60, OCHRE)
        + hill(600, 150, MIST, 61)
        + forest(660, 110, FIR, 62, extra='opacity=".5"')
        + rect(0, 650, WIDTH, 330, GRASS)
        + shed
        + tree
        + person(560, 800, 200, FIR)
        + person(930, 830, 150, OCHRE)
        + can
        + beds
    )


SCENES: dict[str, Callable[[], str]] = {
    "laituri": jetty, "sauna": sauna, "kirjasto": library, "tori": market, "suojatie": crossing, "raitti": lane, "penkki": bench_view,
    "leikkipuisto": playground, "latu": ski_track, "venesatama": harbour, "bussi": bus_stop, "niitty": meadow, "kolme-kuntaa": three_towns,
    "digituki": digital_help, "kaava": plan, "valot": lights, "puutarha": garden,
}  # fmt: skip


def svg(name: str) -> str:
    """The whole drawing; raises KeyError for a name that is not a scene."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{SCENES[name]()}</svg>'
