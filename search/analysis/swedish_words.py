"""Word lists of the Swedish analysis."""

# Plurals with another vowel that are also a verb's form, or that a dictionary misses.
PLURALS = {
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
    bad bil bok bro by båt dag dal dam dop eld far fat fot gas gym hav hus hål is jul kaj kyl lag led lek lov lån lås
    län mat mor mur mål nät ord ort ost pol rad rum rör sak sal sjö sko snö sol såg tak tal tid tom tur tåg ugn ull ved vik vin väg
    vår yta år öl
    """.split()
)

# What begins many words without being a part of them: a prefix, a preposition, a bit of another word.
NOT_HEADS = frozenset(
    """
    abso allt ange anti avse bakom bere besk blan bort dela dels denn efter eller emot enda enligt fram från före
    föra förs förut genom hela hemma ifrån igen inför innan inne kommer kring lika mara maste medan mellan minst mot
    mycket måste nedan nere nyss näst och också ovan rara redan runt samman samma sedan själv skall somma strax ständ
    till tills under unde upp uppe utan utom vara vore åter över
    """.split()
)
NOT_TAILS = frozenset(
    """
    emotion emotionen evald lord lorden ring ringar ringarna ringen ringens ringarnas
    ande aren arens aktig aktiga aktigt arna barhet bart dom domen eller elsen enda ende erna erande erat erad erade
    erar ering eringar eringen eringens eringarna hand handa handla handlar handlas handlades handling handlingar
    handlingen heten heter het inga ingar ingen inna kommer lade lagt lande lar lighet ligheten ligt lig liga loss
    mans märke namn nande ning ningar ningen ningens rade rande rar sade samma samt sara skap skapet stad staden sta
    stå stående står stånd ståndet tande tiga tigt tion tionen tioner vara varan varo vart
    """.split()
)
UNDIVIDED = frozenset(
    """
    allmän ansvar arbete avstånd beslut datum delta deltagande deltagare demokrati ekonomi fullmäktige
    förslag försök handling hantera identitet initiativ kandidat kommun kommunal medborgare fullmäktig kontakt kostnad land landskap
    ledamot material minister måndag nationell nämnd område onsdag information organisation parkering person politik
    position problem process program projekt protokoll respons resultat resurs samhälle samråd service situation
    tisdag torsdag fredag lördag söndag hushåll centrum fortfarande biblioteket sakkunnig uppgift utlåtande utveckling verksamhet
    """.split()
)

# Nouns that the dictionary takes for a form of a verb.
NOUNS = frozenset("bygg fors fullmäktige kontakt lek nämnd plan service spår stöd styrelse test val".split())

# What follows a name in the names of places.
PLACES = frozenset(
    """
    allé arena backe badstrand berg bibliotek bro by bygd centrum dal daghem fabrik fors förening gata gränd gård hall
    hamn holme hus idrottsplan kapell kommun kyrka kvarn kärr lekpark lund museum mosse nämnd näs område park plan plats
    sal simhall sjukhus sjö skog skola stad station stig strand ström torg udde vik väg å äng ö
    """.split()
)
