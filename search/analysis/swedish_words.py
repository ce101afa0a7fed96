"""Word lists of the Swedish analysis."""
# ruff: noqa: SIM905  lists read better as text

# Plurals with another vowel that are also a verb's form, or that a dictionary misses.
PLURALS = {
    "ansökningar": "ansökan",
    "ansökningarna": "ansökan",
    "ansökningarnas": "ansökan",
    "bränder": "brand",
    "bränderna": "brand",
    "bönder": "bonde",
    "fäder": "fader",
    "fäderna": "fader",
    "gäss": "gås",
    "händer": "hand",
    "händerna": "hand",
    "löss": "lus",
    "mödrar": "moder",
    "möss": "mus",
    "ränder": "rand",
    "spänger": "spång",
    "spångar": "spång",
    "stänger": "stång",
    "stängerna": "stång",
    "söner": "son",
    "tänder": "tand",
    "tänderna": "tand",
    "tänger": "tång",
    "änder": "and",
}

# Words that say nothing in a query.
STOP_WORDS = frozenset(
    """
    alla att av de dem den denna deras dess det detta dig din ditt du där då efter ej eller en er ett från för ha har
    hon hur här i inte jag kan man med men mig min mitt mot ni nu när någon något och om oss på sig sin sitt ska skall
    som så till under upp ut vad var vara vi vid vilka vilken vilket vår vårt är över
    """.split()
)

# Short words (three letters and fewer) that compounds are really made of; other short pieces are chance.
SHORT = frozenset(
    """
    bad bil bok bro by båt dag dal dam dop eld far fat fot gas gym hav hus hål is jul kaj kyl lag led lek lov
    län lån lås mat mor mur mål nät ord ort ost pol rad rum rör sak sal sjö sko snö sol såg tak tal tid tom tur
    tåg ugn ull ved vik vin väg vår yta år öl
    """.split()
)

# What begins many words without being a part of them: a prefix, a preposition, a bit of another word.
NOT_HEADS = frozenset(
    """
    ange avse bakom besk bort dela dels denn efter eller emot enda enligt fram från föra före förs förut genom
    hemma ifrån igen inför innan inne kring mara medan mellan mycket måste nedan nyss näst också ovan redan runt
    samma samman sedan själv skall strax till tills under uppe utan utom vara åter över
    """.split()
)
# What ends many words without being a part of them.
NOT_TAILS = frozenset(
    """
    aktig aktiga aktigt ande aren arens barhet bart domen eller emotion emotionen enda ende erat erna evald
    handla handlades handlar handlas handling handlingar handlingen heten heter inga ingen kommer lade lagt
    lande liga lord lorden loss mans märke namn rade ring ringar ringarna ringarnas ringen ringens sade samma
    samt sara skap skapet stad staden stående stånd ståndet står tande tiga vara varan vart
    """.split()
)
# Words that are not divided, since their parts mean something else.
UNDIVIDED = frozenset(
    """
    allmän ansvar arbete avstånd beslut biblioteket centrum datum delta deltagande deltagare demokrati ekonomi
    fortfarande fredag fullmäktig fullmäktige förslag försök handling hantera hushåll identitet information
    initiativ kandidat kommun kommunal kontakt kostnad land landskap ledamot lördag material medborgare minister
    måndag nationell nämnd område onsdag organisation parkering person politik position problem process program
    projekt protokoll respons resultat resurs sakkunnig samhälle samråd service situation söndag tisdag torsdag
    uppgift utlåtande utveckling verksamhet
    """.split()
)

# Nouns that the dictionary takes for a form of a verb.
NOUNS = frozenset("bygg fors fullmäktige kontakt lek nämnd plan service spår stöd styrelse test val".split())

# What follows a name in the names of places.
PLACES = frozenset(
    """
    allé arena backe badstrand berg bibliotek bro by bygd centrum daghem dal fabrik fors förening gata gränd
    gård hall hamn holme hus idrottsplan kapell kommun kvarn kyrka kärr lekpark lund mosse museum nämnd näs
    område park plan plats sal simhall sjukhus sjö skog skola stad station stig strand ström torg udde vik väg
    äng å ö
    """.split()
)
