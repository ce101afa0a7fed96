"""Pages as residents see them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.models import Page

from core.blocks import BodyStream
from home.models import ContactIndexPage, ContactPage
from municipality.models import Area
from news.models import NewsIndexPage, NewsPage
from tests import factories

from .blocks import every, image
from .pages import below, content, section, swedish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.municipality()


@pytest.fixture
def contact(site):
    index = below(site.root_page, ContactIndexPage(title="Yhteystiedot"))
    return below(
        index, ContactPage(title="Maija Meri", role="koordinaattori", phone="014 555 0101", image=image("maija"))
    )


@pytest.fixture
def full(site, contact):
    """A page with one of every block."""
    return content(site, slug="kaikki", body=every(Area.objects.get(site=site), contact))


def words(html):
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_every_block_is_drawn(full, client):
    html = client.get("/fi/kaikki/").content.decode()
    text = words(html)
    told = [
        "Sauna avautuu",
        "kohta",
        "Aino",
        "Laituri toukokuussa.",
        "12 €",
        "Ehdota",
        "Saunavuorot",
        "Jokainen.",
        "Onko ajatus?",
    ]
    told += ["Maija Meri", "Ajat", "Kirkkoranta", "Keskusta"]
    assert [word for word in told if word not in text] == []
    assert 'alt="Uusi laituri"' in html
    assert '<th scope="col">Vuoro</th>' in html
    assert '<th scope="row">Ilta</th>' in html


def test_a_page_holds_no_inline_code(full, client):
    html = client.get("/fi/kaikki/").content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*src=)", html) == []


def test_search_gets_the_words_and_no_markup(full):
    text = full.search_text()
    assert [word in text for word in ("Sauna avautuu", "kohta", "Laituri on kaikkien.", "Uusi laituri")] == [True] * 4
    assert "<" not in text


def test_every_block_can_be_translated(full, client):
    translate(full, title="Allt", slug="allt")
    text = words(client.get("/sv/allt/").content.decode())
    assert "sv Sauna avautuu" in text
    assert "sv Saunavuorot" in text
    assert "sv Avoin" in text
    assert "sv Kirkkoranta" in text


def test_the_way_back_and_the_day_of_change(site, client):
    content(site, "Tee ehdotus", slug="ehdota", parent=section(site, "Näin vaikutat", slug="nain"))
    html = client.get("/fi/nain/ehdota/").content.decode()
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', html, re.S)[0]
    assert re.findall(r'href="([^"]*)"', crumbs) == ["/fi/", "/fi/nain/"]
    assert re.search(r'<footer class="flow page-foot">.*<time datetime=', html, re.S)


def test_staff_get_a_way_to_edit_the_page_and_others_do_not(site, client):
    from accounts.roles import Role

    page = content(site, slug="ehdota")
    link = f'href="/admin/pages/{page.pk}/edit/"'
    assert link not in client.get("/fi/ehdota/").content.decode()
    client.force_login(factories.official(site, Role.EDITOR))
    assert link in client.get("/fi/ehdota/").content.decode()


def test_open_graph_uses_the_pages_own_image_or_the_municipalitys(site, client):
    from municipality.models import MunicipalitySettings

    content(site, slug="ehdota", summary="Näin ehdotus syntyy.")
    assert 'property="og:image"' not in client.get("/fi/ehdota/").content.decode()
    row = MunicipalitySettings.objects.get(site=site)
    row.default_image = image("kaupunki", 1300, 700)
    row.save()
    html = client.get("/fi/ehdota/").content.decode()
    assert 'property="og:description" content="Näin ehdotus syntyy."' in html
    assert re.search(r'property="og:image" content="http://testserver/media/images/kaupunki', html)


@pytest.mark.parametrize("number", [1, 30])
def test_a_section_costs_the_same_whatever_is_below(site, client, number, django_assert_num_queries):
    parent = section(site, slug="nain")
    for index in range(number):
        content(site, f"Sivu {index}", parent=parent)
    client.get("/fi/nain/")
    with django_assert_num_queries(10):
        html = client.get("/fi/nain/").content.decode()
    assert len(re.findall(r"Sivu \d+", html)) == number


@pytest.mark.parametrize("number", [1, 30])
def test_contacts_cost_the_same_whatever_their_number(site, client, number, django_assert_num_queries):
    index = below(site.root_page, ContactIndexPage(title="Yhteystiedot", slug="yhteys"))
    for person in range(number):
        below(
            index, ContactPage(title=f"Maija {person}", phone="014 555 0101", image=image(f"m{person}")), mirror=False
        )
    client.get("/fi/yhteys/")
    with django_assert_num_queries(9):
        html = client.get("/fi/yhteys/").content.decode()
    assert len(re.findall(r">Maija \d+<", html)) == number


@pytest.mark.parametrize("number", [1, 30])
def test_the_front_page_costs_the_same_whatever_there_is(site, client, number, django_assert_num_queries):
    index = NewsIndexPage.objects.get(locale__language_code="fi", path__startswith=site.root_page.path)
    picture = image()
    for item in range(number):
        below(index, NewsPage(title=f"Uutinen {item}", image=picture, image_alt="Laituri"), mirror=False)
        factories.proposal(site, factories.project(site, f"Hanke {item}"))
    client.get("/fi/")
    with django_assert_num_queries(12):
        html = client.get("/fi/").content.decode()
    assert len(re.findall(r"Uutinen \d+", html)) == min(number, 4)


def test_the_headline_counts_what_is_open(site, client):
    from home.words import number_word

    home = site.root_page.specific
    assert client.get("/fi/").context["headline"] == home.sections[0].value["title_none"]
    factories.project(site)
    number = client.get("/fi/").context["front"].number_open
    assert number > 0
    headline = client.get("/fi/").context["headline"]
    expected = home.sections[0].value["title_one"] if number == 1 else number_word(number, "fi").capitalize()
    assert headline.startswith(expected)


def test_numbers_as_words():
    from home.words import number_word

    assert [number_word(7, code) for code in ("fi", "sv", "de")] == ["seitsemän", "sju", "7"]
    assert (number_word(12, "sv"), number_word(13, "sv")) == ("tolv", "13")


def test_what_closes_soon_is_not_repeated(site, client):
    from datetime import timedelta

    home = site.root_page.specific
    home.sections = [
        *home.sections.raw_data,
        {"type": "closing_soon", "value": {"title": "Pian", "lede": "", "limit": 5, "days": 3}},
    ]
    home.save_revision().publish()
    factories.project(site, "Kohta kiinni", closes=timedelta(days=2))
    factories.project(site, "Vielä auki", closes=timedelta(days=9))
    front = client.get("/fi/").context["front"]
    soon, later = ({act.project.title for act in acts} for acts in (front.closing_soon, front.open_now))
    assert (soon, later) == ({"Kohta kiinni"}, {"Vielä auki"})


@pytest.mark.parametrize(
    ("accepted", "path"), [("sv-FI,sv;q=0.9", "/sv/"), ("fi", "/fi/"), ("de", "/fi/"), ("", "/fi/")]
)
def test_the_root_leads_to_the_readers_language(site, client, accepted, path):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, path)
    assert "Accept-Language" in response["Vary"]


@pytest.mark.bare
def test_the_root_leads_to_a_language_that_there_is(client):
    from home.actions import start_municipality

    start_municipality(name={"fi": "Harjuvesi"}, hostname="testserver")
    assert client.get("/", headers={"accept-language": "sv"})["Location"] == "/fi/"


def test_robots_names_the_sitemap_and_closes_the_admin(site, client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_the_sitemap_holds_versions_and_no_copies(site, client):
    page = content(site, slug="ehdota")
    content(site, slug="vain-suomeksi")
    translate(page, slug="foresla")
    text = client.get("/sitemap.xml").content.decode()
    addresses = re.findall(r"<loc>http://testserver([^<]*)</loc>", text)
    assert [path for path in addresses if "projects" not in path and "news" not in path and path.count("/") == 3] == [
        "/fi/ehdota/",
        "/sv/foresla/",
        "/fi/vain-suomeksi/",
    ] or "/sv/vain-suomeksi/" not in addresses
    assert '<xhtml:link rel="alternate" hreflang="sv" href="http://testserver/sv/foresla/"/>' in text


def test_the_sitemap_has_themes_and_areas_in_each_language(site, client):
    factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    text = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"<loc>http://testserver(/../(?:teema|tema|alue|omrade)/[^<]*)</loc>", text)
    assert found == [
        "/fi/teema/liikenne/",
        "/sv/tema/liikenne/",
        "/fi/teema/liikunta/",
        "/sv/tema/liikunta/",
        "/fi/alue/keskusta/",
        "/sv/omrade/keskusta/",
    ]
    assert '<xhtml:link rel="alternate" hreflang="sv" href="http://testserver/sv/tema/liikunta/"/>' in text


def test_the_sitemap_keeps_to_its_municipality(site, client):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    content(site, slug="meilla")
    content(other, slug="naapurissa")
    text = client.get("/sitemap.xml").content.decode()
    assert ("/fi/meilla/" in text, "naapurissa" in text) == (True, False)


def test_a_contact_needs_a_way_to_reach():
    with pytest.raises(ValidationError) as caught:
        ContactPage(title="Maija").clean()
    assert list(caught.value.message_dict) == ["phone"]


def block_errors(kind, value):
    block = BodyStream().child_blocks[kind]
    try:
        block.clean(block.to_python(value))
    except ValidationError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", {"text": "", "level": "2"}),
        ("heading", {"text": "x" * 121, "level": "2"}),
        ("heading", {"text": "x", "level": "1"}),
        ("facts", {"title": "", "items": []}),
        ("steps", {"title": "", "items": [{"title": "Yksi", "text": ""}]}),
        ("contact", {"page": None, "name": "", "role": "", "phone": "", "email": ""}),
        ("call_to_action", {"title": "x", "text": "", "link": {"label": "", "page": None, "url": ""}}),
        (
            "call_to_action",
            {"title": "x", "text": "", "link": {"label": "", "page": None, "url": "https://a.example/"}},
        ),
        ("call_to_action", {"title": "x", "text": "", "link": {"label": "x", "page": None, "url": "javascript:x"}}),
        ("map", {"title": "x", "places": [{"name": "x", "text": "", "latitude": "91", "longitude": "1"}], "areas": []}),
        ("table", {"data": [[None]], "table_caption": "x", "table_header_choice": "row"}),
        ("table", {"data": [["x"]], "table_caption": " ", "table_header_choice": "row"}),
        ("table", {"data": [["x"]], "table_caption": "x", "table_header_choice": "neither"}),
        ("table", {"data": [["x"]], "table_caption": "x", "table_header_choice": ""}),
    ],
)
def test_blocks_refuse_what_cannot_be_shown(kind, value):
    assert block_errors(kind, value) is not None


def test_an_image_needs_words_or_a_mark_of_decoration():
    picture = {"image": image().pk, "alt_text": "", "decorative": False}
    assert block_errors("picture", {"image": picture, "caption": "", "credit": ""}) is not None
    assert block_errors("picture", {"image": {**picture, "decorative": True}, "caption": "", "credit": ""}) is None
    assert block_errors("picture", {"image": {**picture, "alt_text": "Laituri"}, "caption": "", "credit": ""}) is None


def test_a_link_follows_the_readers_language(site):
    page = content(site, slug="ehdota")
    translate(page, slug="foresla", title="Gör ett förslag")
    link = (
        BodyStream()
        .child_blocks["call_to_action"]
        .child_blocks["link"]
        .to_python({"label": "", "page": page.pk, "url": ""})
    )
    with override("sv"):
        assert (link.href, link.text) == ("/sv/foresla/", "Gör ett förslag")
    swedish(page).unpublish()
    link = type(link)(link.block, {**link, "page": Page.objects.get(pk=page.pk)})
    with override("sv"):
        assert link.href == "/fi/ehdota/"
    Page.objects.get(pk=page.pk).unpublish()
    link = type(link)(link.block, {**link, "page": Page.objects.get(pk=page.pk)})
    assert link.href == ""


@pytest.mark.parametrize(
    ("model", "extra"),
    [
        ("sectionpage", {"body-count": "0"}),
        ("contentpage", {"body-count": "0"}),
        ("contactindexpage", {"body-count": "0"}),
        ("homepage", {"sections-count": "0"}),
    ],
)
def test_new_pages_can_be_previewed_before_they_are_saved(site, client, model, extra):
    editor = factories.resident(is_superuser=True)
    client.force_login(editor)
    parent = Page.get_first_root_node().pk if model == "homepage" else site.root_page_id
    address = f"/admin/pages/add/home/{model}/{parent}/preview/"
    data = {
        "title": "Luonnos",
        "slug": "luonnos",
        "summary": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    client.post(address, {**data, **extra})
    html = client.get(address).content.decode()
    assert re.search(r"<h1>\s*Luonnos\s*</h1>", html) or model == "homepage"


def test_blocks_are_previewed_in_the_look_of_the_site(site, client):
    from accounts.roles import Role
    from home.models import ContentPage

    client.force_login(factories.official(site, Role.EDITOR))
    blocks = ContentPage._meta.get_field("body").stream_block.child_blocks
    shown = {name: block for name, block in blocks.items() if block.is_previewable}
    assert set(blocks) - set(shown) == {"picture", "documents", "survey"}  # these need something of one's own
    for block in shown.values():
        response = client.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert response.status_code == 200
        assert "build/site.css" in response.content.decode()
