"""What is suspect: inflected words, links, new accounts, repeated texts; and what is not."""

from __future__ import annotations

import pytest

from participation.moderation.rules import Suspicion
from participation.moderation.screening import Facts, Screen, digest, has_links, listed_words, suspicions

OLD = Facts(account_days=400, sent_before=False)
LISTED = {"fi": "ääliö\nhölmö\nroskaväki\nhalpalaina*", "sv": "idiot\nskräp\nlurendrejare"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Valtuusto on täynnä ääliöitä.", ["ääliöitä"]),
        ("ÄÄLIÖILLE ei puhuta järkeä", ["ääliöille"]),
        ("Kuka noita hölmöjä äänestää?", ["hölmöjä"]),
        ("Moisesta roskaväestä ei ole mihinkään.", ["roskaväestä"]),
        ("Hae halpalainaa heti ja halpalainat.", ["halpalainaa", "halpalainat"]),
        ("Alla idioterna sitter i fullmäktige.", ["idioterna"]),
        ("En idiots förslag", ["idiots"]),
        ("Vilka lurendrejarna är vet alla.", ["lurendrejarna"]),
        ("Roskat pitäisi kerätä rannasta. Skräpä inte ner.", []),
        ("Väki viihtyy puistossa.", []),
        ("", []),
    ],
)
def test_words_are_met_in_every_form(text, found) -> None:
    assert listed_words(text, LISTED) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Katso https://esimerkki.example/halpaa", True),
        ("Katso www.halpaa.fi", True),
        ("osta nyt halpaa.shop/tarjous", True),
        ("Päätös on osoitteessa https://koivuranta.fi/paatos", False),
        ("Katso www.koivuranta.fi", False),
        ("Katso https://kartta.koivuranta.fi/ranta", False),
        ("Katso https://eikoivuranta.fi", True),
        ("Klo 12.30 esim. ns. aloite, 1.6.2026 ja s-posti.", False),
    ],
)
def test_links_to_other_places(text, expected) -> None:
    assert has_links(text, ["koivuranta.fi"]) is expected


@pytest.mark.parametrize(
    ("mode", "text", "facts", "expected"),
    [
        ("off", "ääliö https://x.example.com", OLD, ()),
        ("suspect", "Kannatan penkkejä.", OLD, ()),
        ("suspect", "ääliöt https://x.example.com", OLD, (Suspicion.LINKS, Suspicion.WORDS)),
        ("suspect", "Kannatan.", Facts(account_days=2, sent_before=False), (Suspicion.NEW_ACCOUNT,)),
        ("suspect", "Kannatan.", Facts(account_days=3, sent_before=True), (Suspicion.REPEATED,)),
        ("all", "Kannatan penkkejä.", OLD, (Suspicion.ALL,)),
        ("all", "ääliöt", OLD, (Suspicion.WORDS,)),
    ],
)
def test_what_is_held(mode, text, facts, expected) -> None:
    screen = Screen(mode=mode, listed=LISTED, new_account_days=3)
    assert suspicions(text, screen, facts) == expected


def test_the_same_text_is_known_whatever_its_marks_and_short_ones_never() -> None:
    text = "Ostakaa kaikki halvat renkaat meiltä, soittakaa heti!"
    assert digest(text) == digest("OSTAKAA  kaikki halvat renkaat meiltä – soittakaa heti") != ""
    assert digest("Kannatan lämpimästi!") == ""
