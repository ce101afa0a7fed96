"""Scenes of yards, tables and maps."""

from __future__ import annotations

from .nature import birch, cloud, fir, forest, hill, ripples, shore, sky
from .palette import (
    BARK,
    BRAND,
    FIR,
    GRASS,
    HEIGHT,
    INK,
    LAKE,
    LEAF,
    MIST,
    NOW,
    OCHRE,
    PAPER,
    SKY,
    WIDTH,
    WOOD,
    circle,
    line,
    path,
    rect,
)
from .things import boat, house, person, water_tower

LOTS = (  # x, y, turned by degrees, width
    (230, 430, -8, 110, BARK),
    (360, 450, -5, 100, BARK),
    (500, 470, 3, 110, OCHRE),
    (740, 430, 4, 120, OCHRE),
    (880, 430, -6, 90, BARK),
    (120, 740, -9, 120, BARK),
    (260, 720, -6, 100, BARK),
    (240, 850, -4, 120, BARK),
    (780, 720, 6, 80, BARK),
    (980, 690, -4, 120, OCHRE),
    (1130, 660, -7, 110, BARK),
    (1000, 830, 3, 130, BARK),
    (1290, 600, -9, 110, BARK),
    (1180, 800, -5, 120, BARK),
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
    sand = '<ellipse cx="720" cy="850" rx="560" ry="70" fill="#e6d3a3"/>'
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
        + '<svg x="90" y="110" width="420" height="400" viewBox="300 300 720 690" preserveAspectRatio="xMidYMid slice">'
        + f"{shore(620, LAKE, 51)}{birch(420, 900, 620, seed=22)}</svg>"
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
    edge = f'stroke="{INK}" stroke-width="5"'
    lots = "".join(
        f'<g transform="rotate({angle} {x} {y})">{rect(x, y, wide, 78, colour, edge)}</g>'
        for x, y, angle, wide, colour in LOTS
    )
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
