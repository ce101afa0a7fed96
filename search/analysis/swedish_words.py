"""Word lists of the Swedish analysis."""
# ruff: noqa: SIM905  lists read better as text

# Forms of nouns, mostly plurals with another vowel, that are also a verb's, or that the dictionary misses.
PLURALS = {
    "ansökningar": "ansökan",
    "ansökningarna": "ansökan",
    "banan": "bana",
    "bränder": "brand",
    "bränderna": "brand",
    "bönder": "bonde",
    "fäder": "fader",
    "fäderna": "fader",
    "gäss": "gås",
    "händer": "hand",
    "händerna": "hand",
    "löss": "lus",
    "möglet": "mögel",
    "mödrar": "moder",
    "möss": "mus",
    "ränder": "rand",
    "spänger": "spång",
    "spångar": "spång",
    "stänger": "stång",
    "stängerna": "stång",
    "söner": "son",
    "tomten": "tomt",
    "träden": "träd",
    "trädet": "träd",
    "tänder": "tand",
    "tänderna": "tand",
    "tänger": "tång",
    "änder": "and",
}

# Words that are not read as forms of others, as the dictionary does: abbreviations, bits of words, and what long has a
# meaning of its own.
THEMSELVES = frozenset(
    """
    an as bot broms dator eng finans första gräns hals himmel it jan kalas klor kris kkr kurs myt nas ns nt nämnd or rest
    ris ros rot sås sår tes tår use vår våg äldre
    """.split()
)

# First parts that are no words by themselves.
HEADS = {"hyre": "hyra", "mödra": "moder"}

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
    arv avi bad bil bio bok bro bud by båt dag dal dam dop eld far fat fot gas gym hav hem hot hud hus hyr hål hår
    is jul kaj kyl kök kör lag led lek liv lov län lån lås lök lön löp mat mor mun mur mål nät ord ort ost pol rad
    rum råd rör sak sal sim sjö sko snö sol såg tak tal tid tom tur tåg ugn ull val ved vik vin väg vän yta ägg år
    öl
    """.split()
)

# What begins many words without being a part of them: a prefix, a preposition, a bit of another word.
NOT_HEADS = frozenset(
    """
    allt ange avse bakom besk bort dela dels denn dess efter eller emot enda enligt fram från föra före förs fört
    förut genom hemma ifrån igen inför innan inne kring mara medan mellan mitt mole mycket måste nedan nyss näst
    också ovan redan runt samma samman sedan signa själv skall strax till tills under uppe utan utom vara åter över
    """.split()
)
# What ends many words without being a part of them.
NOT_TAILS = frozenset(
    """
    agande aktig aktiga aktigt ande aren arens arie barhet bart domen eller emot emotion emotionen enda ende erat
    erna evald gans handla handlades handlar handlas handling handlingar handlingen heten heter ifrån inga inge
    ingen is kola kommer lade lagt lande liga lord lorden loss mans märke namn pelare rade rans rens ring ringar
    ringarna ringarnas ringen ringens roende sade samma samt sara sera skap skapet stad staden stående stånd ståndet
    står tande tare tent tiga trum utom vande vara varan varande vart vera
    """.split()
)
# Words that are not divided, since their parts mean something else.
UNDIVIDED = frozenset(
    """
    allmän ansvar arbete avstånd beslut biblioteket biologi biologisk centrum datum delta deltagande deltagare
    demokrati ekonomi erfarenhet fortfarande fredag friskola fullmäktig fullmäktige förslag försök generation gratis
    grönsaker handling hantera hushåll identitet information initiativ kandidat kommun kommunal kontakt kontakta
    kostnad land landskap ledamot leverans litteratur lördag material medborgare minister måndag nationell nämnd
    område onsdag organisation orättvisa parkering person plattform politik position problem process program projekt
    protokoll rapport respons resultat resurs rättvisa rådgivare rådgivning sakkunnig samhälle samråd service
    situation sällsynt söndag tisdag torsdag transport uppgift utlåtande utveckling verksamhet vinsten
    """.split()
)

# Nouns that the dictionary takes for a form of a verb.
NOUNS = frozenset("bygg fors fullmäktige kontakt lek nämnd plan service spår stöd styrelse test tomt träd val".split())

# What follows a name in the names of places.
PLACES = frozenset(
    """
    allé arena backe badstrand berg bibliotek bro by bygd centrum daghem dal fabrik fors förening gata gränd
    gård hall hamn holme hus idrottsplan kapell kommun kvarn kyrka kärr lekpark lund mosse museum nämnd näs
    område park plan plats sal simhall sjukhus sjö skog skola stad station stig strand ström torg udde vik väg
    äng å ö
    """.split()
)
