"""Words in their dictionary forms, in Finnish, Swedish and a language without an analysis of its own."""

from pathlib import Path

import pytest

from search.analysis import analyser, forms, lines, terms, warm
from search.analysis.finnish import Analyser as Finnish
from search.analysis.tokens import Match, escape, fold, token
from search.analysis.voikko import LibVoikko, pyvoikko
from search.analysis.words import normal, spans, words


def whole(language: str, word: str) -> set[str]:
    return set(forms(language, word).whole)


def parts(language: str, word: str) -> set[str]:
    return set(forms(language, word).parts)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("koirapuistoon", {"koirapuisto"}),
        ("karkkilassa", {"karkkila"}),
        ("kuusi", {"kuusi"}),  # not «your moon»
        ("lautakunnissa", {"lautakunta"}),
        ("osallistuvan", {"osallistuva"}),  # not osallis+tupa
        ("pyhäjärvellä", {"pyhäjärvi"}),
        ("liito-oravia", {"liitoorava"}),
        ("1990-luvulta", {"1990luku"}),
        ("öisin", {"öisin", "öinen", "yö"}),
        ("2026", {"2026"}),
    ],
)
def test_finnish_dictionary_forms(word: str, expected: set[str]) -> None:
    assert whole("fi", word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("koirapuistoon", {"koira", "puisto"}),
        ("kokouspöytäkirjat", {"kokous", "pöytäkirja"}),  # kirja is not a protocol
        ("lautakunnissa", set()),
        ("liito-oravia", {"liito", "orava"}),
        ("pyhäjärvellä", {"pyhä", "järvi"}),
        ("osallistuvaan", {"osallistua"}),
        ("tie", set()),
    ],
)
def test_finnish_parts(word: str, expected: set[str]) -> None:
    assert parts("fi", word) == expected


def test_unknown_finnish_names_and_loans_keep_every_stem() -> None:
    assert whole("fi", "högforsin") & whole("fi", "högfors") == {"högfors"}
    assert "chatbot" in whole("fi", "chatbotilta")
    assert "fagerkulla" in whole("fi", "fagerkullan")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cykelvägarna", {"cykelväg"}),
        ("böckerna", {"bok"}),
        ("händer", {"hand", "hända"}),
        ("karkkilas", {"karkkilas", "karkkila", "karkkil"}),  # in no dictionary
        ("kommunerna", {"kommun"}),
        ("cyklar", {"cykel", "cykla"}),
        ("beslutet", {"beslut", "besluta"}),
        ("ökade", {"öka"}),
        ("bussen", {"buss"}),
        ("nämnd", {"nämnd"}),  # not «nämna»
        ("it", {"it"}),  # not «se»
    ],
)
def test_swedish_dictionary_forms(word: str, expected: set[str]) -> None:
    assert whole("sv", word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cykelvägarna", {"cykel", "väg"}),
        ("medborgarbudgeten", {"medborgare", "budget"}),
        ("barnomsorgsplan", {"barn", "omsorg", "barnomsorg", "plan"}),
        ("gatubelysningen", {"gata", "belysning"}),
        ("högforsdalens", {"högfors", "dal"}),
        ("kommunen", set()),
        ("förslagen", set()),
        ("beslutet", set()),
        ("parkering", set()),
        ("skolans", set()),
        ("gratis", set()),
        ("rörelsehindrade", {"rörelse", "hindra"}),
    ],
)
def test_swedish_parts(word: str, expected: set[str]) -> None:
    assert parts("sv", word) == expected


def test_municipal_compounds_in_swedish_are_met_by_their_parts() -> None:
    lines = (Path(__file__).parent / "compounds.tsv").read_text().splitlines()[1:]
    missed = [
        (compound, part)
        for compound, wanted in (line.split("\t") for line in lines)
        for part in wanted.split()
        if whole("sv", part).isdisjoint(whole("sv", compound) | parts("sv", compound))
    ]
    assert len(lines) >= 100
    assert missed == []


def test_another_language_falls_back_to_snowball_or_to_the_words() -> None:
    assert whole("en", "proposals") == {"propos"}
    assert whole("se", "gielda") == {"gielda"}


def test_the_dictionaries_are_loaded_before_they_are_needed() -> None:
    analyser.cache_clear()
    warm(["fi", "sv"])
    assert analyser.cache_info().currsize == 2


def test_typed_without_accents() -> None:
    assert Finnish().restored("uimahallin") == frozenset()
    assert Finnish().restored("pyoratie") == {"pyörätie"}
    assert fold("é ä å ø") == "e a a o"


def test_words_of_a_text() -> None:
    text = "EU:n liito‑orava, «Päätös» KOI/77/2026! o'clock 12.3."
    assert words(text) == ["eu", "liito-orava", "päätös", "koi", "77", "2026", "o'clock", "12", "3"]
    assert normal("STM:ssä") == "stm"


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_signs_that_do_not_show_are_within_a_word_and_do_not_matter(sign: str) -> None:
    text = f"{sign}Kaupungin{sign}hallituksen{sign} liito-{sign}orava"
    assert words(text) == ["kaupunginhallituksen", "liito-orava"]
    assert [text[start:end] for start, end in spans(text)] == [
        f"Kaupungin{sign}hallituksen",
        f"liito-{sign}orava",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("klo 12–16, 12 – 16 ja 12−16", ["klo", "12-16", "12-16", "ja", "12-16"]),
        ("ma–pe — la", ["ma-pe", "la"]),
        ("koulu – koti", ["koulu", "koti"]),
        ("80 000 €, 1\u00a0250\u2009000", ["80000", "1250000"]),
        ("80 000–90 000", ["80000-90000"]),
        ("014 555 0141, 040 123 456", ["014", "555", "0141", "040", "123", "456"]),
        ("2026 100 henkilöä, 5 0000", ["2026", "100", "henkilöä", "5", "0000"]),
    ],
)
def test_numbers_and_ranges(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_tokens_are_ascii_and_never_mean_two_words() -> None:
    assert token("fi", "högfors", Match.TEXT) == "fi0ho1gfors3"
    different = ["ä1", "a", "ä", "a1", "å", "ö", "o1", "8", "é", "9", "19", "91"]
    assert len({escape(word) for word in different}) == len(different)
    assert all(escape(word).isalnum() and escape(word).isascii() for word in [*different, "日本", "🙂"])


def test_a_line_of_tokens_for_each_word() -> None:
    assert lines("Koirapuisto on", "fi", title=True).split("\n") == [
        "fi0koirapuisto1 fi0koira2 fi0puisto2",
        "fi0olla1",
    ]


def test_a_genitive_and_its_noun_have_a_token_for_both_together() -> None:
    fi, sv = analyser("fi"), analyser("sv")
    assert fi.pair("katujen", "kunnossapitoon") == {"katu kunnossapito"}
    assert fi.pair("kevyen", "liikenteen") == {"kevyt liikenne"}
    assert fi.pair("vuoden", "aikana") == fi.pair("katu", "kunnossapito") == fi.pair("niiden", "katu") == frozenset()
    assert sv.pair("bibliotekets", "öppettider") == {"bibliotek öppettid"}
    assert sv.pair("byggs", "skola") == sv.pair("hus", "skola") == sv.pair("skolans", "och") == frozenset()
    together = token("fi", "koulu piha", Match.TEXT_PART)
    assert [together in line for line in lines("Uusi koulun piha", "fi", title=False).split("\n")] == [
        False,
        True,
        True,
    ]
    assert together not in lines("Koulun, pihan, koulun - pihan", "fi", title=False)
    assert together in terms("koulunpihalla", ["fi"])[0].typed
    assert together not in terms("koulun piha", ["fi"])[0].tokens


def test_words_that_say_nothing_count_only_alone() -> None:
    assert [term.word for term in terms("koulu ja tie", ["fi"])] == ["koulu", "tie"]
    assert [term.word for term in terms("ja", ["fi"])] == ["ja"]
    assert terms(" *-\"' \x00", ["fi", "sv"]) == []


def test_both_back_ends_of_voikko_agree() -> None:
    try:
        library = LibVoikko()
    except OSError as error:
        pytest.skip(f"libvoikko is not installed ({error}): apt install libvoikko1 voikko-fi")
    first, second = Finnish(library), Finnish(pyvoikko())
    text = """Lautakunta päätti kaavamuutoksista kokouspöytäkirjoissaan. Uudet kuusenoksat, liito-oravat ja 1990-luvun
    päiväkodit Vihdissä, Pyhäjärven rannalla; öisin meteli häiritsee meitä asukastilaisuudessamme. Äänestettiinkö
    e-urheilusta? Chatbotilta kysyttiin Högforsin masuunista. Sosiaali- ja terveyspalvelut, valtuutetuilta, käsissämme,
    hyvinvointialueiden, kuntalaisaloitteiden, osallistuvan budjetoinnin, yhdenvertaisuussuunnitelma, jäteastioitakaan"""
    assert {word: first.forms(word) for word in words(text)} == {word: second.forms(word) for word in words(text)}
