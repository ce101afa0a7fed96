"""Word lists of the Finnish analysis."""
# ruff: noqa: SIM905  lists read better as text

# Read as one word although Voikko sees a compound: their parts mean something else.
UNDIVIDED = frozenset(
    """
    aikataulu ajankohta ajanvaraus alakoulu ammattitaito asiakirja esimies henkilökunta henkilötunnus jalkakäytävä
    jalkapallo kaupunginosa keskiarvo kotisivu käyttöliittymä lautakunta lähiaika maakunta mielikuva määräaika nimenhuuto
    osapuoli paikkakunta puheenjohtaja puheenvuoro päiväkirja päiväkoti päätöksenteko pöytäkirja ruokakunta selkokieli
    seurakunta taloyhtiö toimikunta vaihtoehto valiokunta vuorovaikutus yhdyskunta yhteiskunta yhteystieto yksityiskohta
    """.split()
)

# Adverbs of time and what they come from: who asks for the night means these too.
ADVERBS = {
    "aamuisin": "aamu",
    "aamupäivisin": "aamupäivä",
    "arkisin": "arki",
    "iltaisin": "ilta",
    "iltapäivisin": "iltapäivä",
    "kesäisin": "kesä",
    "keskiviikkoisin": "keskiviikko",
    "keväisin": "kevät",
    "lauantaisin": "lauantai",
    "maanantaisin": "maanantai",
    "perjantaisin": "perjantai",
    "päivisin": "päivä",
    "sunnuntaisin": "sunnuntai",
    "syksyisin": "syksy",
    "talvisin": "talvi",
    "tiistaisin": "tiistai",
    "torstaisin": "torstai",
    "viikonloppuisin": "viikonloppu",
    "öisin": "yö",
}

# Pronouns and particles whose forms are hardly ever meant as those of a noun or a verb: joissa is of joka, not of joki,
# kuin not of kuu. Not te, whose teillä may as well be on roads.
FUNCTION_WORDS = frozenset(
    """
    ainoastaan eli erikseen eräs erittäin hän ikinä jokin joka jälkeen kuin kukin kumpi lainkaan laisinkaan mikä minä
    muutoin nimittäin noin nuo näin päin samoin se silloin suinkin tuo tuskin vihdoin
    """.split()
)

# Forms of nouns that stand after a genitive and say where or when: «vuoden ajan» is no *vuodenaika*.
POSTPOSITIONS = frozenset(
    """
    aikaan aikana ajaksi ajalla ajalle ajalta ajan alla alle alta edessä edestä eteen jälkeen keskelle keskellä keskeltä kesken
    kohdalla kohdalle kohdalta kohdan kohtaan lisäksi luo luona luota osalla osalle osalta osaksi perusteella pohjalta puolelle
    puolella puolelta puolesta päähän päässä päästä päälle päällä päältä sijaan sijasta suhteen takia vierestä viereen
    vieressä väliin välillä välille väliltä välissä välistä ympäri ympärillä ympärille yhteydessä yhteyteen yli
    """.split()
)

# Words that say nothing in a query.
STOP_WORDS = frozenset(
    """
    ei eivät emme en et ette että eli he hän ja jos joka jota joita jotka joten kai kanssa koska kuin kun kuten me
    mikä mitä mitkä mutta myös ne nämä niin nyt ole olen olemme olla on onko ovat se sekä sen siis sitä sitten tai
    tämä tätä te vai vaan vaikka vain voi voiko miten missä milloin minun minä oli
    """.split()
)

# Endings that an unknown word (a name, a loan) may carry, longest first.
ENDINGS = tuple(
    sorted(
        """
        n a ä t na nä ssa ssä sta stä lla llä lta ltä lle ksi tta ttä ta tä
        in an en on un yn än ön hin seen siin iin een
        ien jen den tten iden itten ja jä ia iä ita itä oja öjä
        issa issä ista istä illa illä ilta iltä ille iksi ina inä
        oissa oista oilla oilta oille
        nsa nsä mme nne ssaan ssään staan stään llaan llään ltaan ltään lleen
        kin kaan kään ko kö
        """.split(),
        key=lambda ending: (-len(ending), ending),
    )
)
