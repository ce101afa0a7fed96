"""Small numbers as words, the way a headline says them."""

FINNISH = "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista"
SWEDISH = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv"
NUMBERS = {"fi": FINNISH.split(), "sv": SWEDISH.split()}


def number_word(number: int, language: str) -> str:
    """«seitsemän» for 7 in Finnish; figures beyond twelve and in languages not known here."""
    words = NUMBERS.get(language, [])
    return words[number] if 0 <= number < len(words) else str(number)
