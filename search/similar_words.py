"""Words with which people ask, whatever they ask for: two headings are not of one matter because both say «more». In
their dictionary forms, the Swedish ones as their stems."""

from __future__ import annotations

from .analysis.tokens import Match, token

_FINNISH = """
    uusi lisä lisää lisätä parempi hyvä enemmän pitää saada haluta haluaminen tarvita tarve tarvitseminen ehdottaa ehdotus
    aloite toivoa toive voida pyyntö pyytää rakentaa rakentaminen tehdä korjata korjaus kunnostaa kunnostus parantaa
    parannus parantaminen kunta kaupunki asukas kuntalainen alue paikka olla ottaa laittaa hankkia järjestää turvallinen
    turvallisempi toimiva viihtyisä viihtyisämpi kaikki oma yhteinen iso pieni suuri
"""
_SWEDISH = """
    ny nytt nya mer fler bättr god bra vill behöv förslag initiativ önsk önskemål bygg gör göra reparer rust förbättr
    kommun stad stan invån områd plats trygg trygga säker säkra all egen gemensam stor lit liten någ bör ska kan få
"""

#: As tokens without their class
ASKING: frozenset[str] = frozenset(
    token(language, word, Match.TITLE)[:-1]
    for language, known in (("fi", _FINNISH), ("sv", _SWEDISH))
    for word in known.split()
)
