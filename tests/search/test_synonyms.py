"""Synonyms and pinned results: what they find, who may write them, and the row that each leaves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from home.models import ContentPage
from search.analysis import analyser
from search.analysis.words import words
from search.queries import ids_matching
from search.tuning import actions
from search.tuning.models import Pin, Synonym
from search.tuning.ready import ready
from tests import factories
from tests.search.documents import found, put, search
from tests.search.test_view import get

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def synonym(site: Site, words: str, means: str, language: str = "fi", both_ways: bool = True) -> Synonym:
    return Synonym.objects.create(site=site, words=words, means=means, language=language, both_ways=both_ways)


def editor(site: Site) -> User:
    return factories.official(site, Role.EDITOR)


def content(site: Site, title: str) -> ContentPage:
    page = ContentPage(title=title, locale=Locale.objects.get(language_code="fi"))
    site.root_page.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_word_finds_what_it_means_in_every_form(site: Site) -> None:
    put(1, "Kaupunginvaltuuston kokous", site=site.pk)
    put(2, "Kv kokoontuu", site=site.pk)
    assert found("kv", site=site.pk) == [2]
    synonym(site, "kv", "kaupunginvaltuusto, kunnanvaltuusto")
    assert sorted(found("KV", site=site.pk)) == [1, 2]
    assert sorted(found("kaupunginvaltuustossa", site=site.pk)) == [1, 2]
    assert sorted(found("kunnanvaltuustot", site=site.pk)) == [1, 2]
    assert found("kv", site=site.pk, exactly=True) == [2]
    assert found('"kv"', site=site.pk) == [2]
    hit = next(hit for hit in search("kv", site=site.pk).hits if hit.object_id == 1)
    assert hit.title == "<mark>Kaupunginvaltuuston</mark> kokous"


def test_one_way_only(site: Site) -> None:
    put(1, "Päiväkoti", site=site.pk)
    put(2, "Tarha", site=site.pk)
    synonym(site, "tarha", "päiväkoti", both_ways=False)
    assert sorted(found("tarhat", site=site.pk)) == [1, 2]
    assert found("päiväkodit", site=site.pk) == [1]


def test_several_words_stand_for_one_and_one_for_several(site: Site) -> None:
    put(1, "Osallistuvan budjetoinnin tulokset", site=site.pk)
    put(2, "OSBU-tulokset", "Osbu tulokset", site=site.pk)
    put(3, "Budjetoinnin tulokset", site=site.pk)
    synonym(site, "osbu", "osallistuva budjetointi")
    assert sorted(found("osbu tulos", site=site.pk)) == [1, 2]
    assert sorted(found("osallistuvaan budjetointiin", site=site.pk)) == [1, 2]
    assert search("osbu", site=site.pk).facets.kinds == {"proposal": 2}
    assert found("osbu -tulokset", site=site.pk) == []


def test_a_list_s_own_box_knows_synonyms_too(site: Site) -> None:
    put(1, "Kaupunginvaltuusto", site=site.pk)
    synonym(site, "kv", "kaupunginvaltuusto")
    assert len(ids_matching(site_id=site.pk, kind="proposal", text="kv").params) > 0
    assert found("kv", site=site.pk) == [1]


def test_a_synonym_is_of_one_municipality_and_language(site: Site) -> None:
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1), is_default_site=False)
    put(1, "Kommunfullmäktige", site=site.pk, language="sv")
    put(2, "Kommunfullmäktige", site=other.pk, language="sv")
    synonym(site, "kf", "kommunfullmäktige", language="sv")
    assert found("kf", site=site.pk, reader="sv") == [1]
    assert found("kf", site=other.pk, reader="sv") == []


def test_the_ready_list_is_added_once_and_leaves_a_row(site: Site) -> None:
    user = editor(site)
    synonym(site, "kv", "kylävaltuusto")
    number = actions.add_ready(site=site, user=user)
    assert number == len(list(ready())) - 1 > 150
    assert actions.add_ready(site=site, user=user) == 0
    assert AuditRow.objects.filter(verb="synonym.add_ready", site_id=site.pk, actor_id=user.pk).count() == 1
    put(1, "Asia", "Liitteet: asemakaavan osallistumis- ja arviointisuunnitelma", site=site.pk)
    assert found("PDF-liite", site=site.pk) == [1]
    assert found("OAS", site=site.pk) == [1]


def test_the_ready_list_is_well_formed() -> None:
    rows = list(ready())
    assert {row.language for row in rows} == {"fi", "sv"}
    assert len({(row.language, row.words) for row in rows}) == len(rows)
    for row in rows:
        assert len(row.words) <= 200, row
        assert len(row.means) <= 400, row
        for side in (row.words, row.means):
            for one in side.split(","):
                telling = [word for word in words(one) if word not in analyser(row.language).stop_words]
                assert telling, row


@pytest.mark.parametrize("role", [Role.PREPARER, Role.MODERATOR])
def test_who_may_not(site: Site, client: Client, role: Role) -> None:
    user = factories.official(site, role)
    with pytest.raises(Refused):
        actions.keep_synonym(synonym=Synonym(site=site, language="fi", words="a", means="b"), user=user)
    with pytest.raises(Refused):
        actions.add_ready(site=site, user=user)
    client.force_login(user)
    for path in (
        "snippets/search/synonym/",
        "snippets/search/pin/",
        "search-desk/asked/",
        "search-desk/synonyms/ready/",
    ):
        assert client.get(f"/admin/{path}").status_code == 302, path


def test_an_editor_adds_changes_and_removes(site: Site, client: Client) -> None:
    user = editor(site)
    client.force_login(user)
    page = client.get("/admin/snippets/search/synonym/add/", {"words": "pulkkamäki", "language": "sv"})
    assert 'value="pulkkamäki"' in page.content.decode()
    values = {"language": "fi", "words": "pulkkamäki", "means": "mäenlasku", "both_ways": "on"}
    assert client.post("/admin/snippets/search/synonym/add/", values).status_code == 302
    row = Synonym.objects.get(site=site)
    client.post(f"/admin/snippets/search/synonym/edit/{row.pk}/", {**values, "means": "mäenlaskupaikka"})
    row.refresh_from_db()
    assert row.means == "mäenlaskupaikka"
    assert client.post(f"/admin/snippets/search/synonym/delete/{row.pk}/").status_code == 302
    verbs = AuditRow.objects.filter(kind="synonym", actor_id=user.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["synonym.add", "synonym.change", "synonym.remove"]
    page = client.post("/admin/snippets/search/synonym/add/", {**values, "words": " , "})
    assert page.status_code == 200
    assert not Synonym.objects.exists()


def pin(site: Site, queries: str, **values: object) -> Pin:
    made = Pin(site=site, queries=queries, **values)
    made.full_clean()
    made.save()
    return made


def test_a_pinned_page_comes_first_marked(site: Site, client: Client) -> None:
    page = content(site, "Uimahallin aukiolo")
    pin(site, "uimahallin aukioloajat\nuimahalli", page=page)
    put(1, "Uimahalli", site=site.pk)
    for asked in ("uimahallit", "Aukioloajat uimahalli"):
        html = get(client, q=asked)
        assert "Kunta suosittelee" in html
        assert html.index("Uimahallin aukiolo</a>") < html.index('<ol class="hits"') if asked == "uimahallit" else True
    assert "Kunta suosittelee" in get(client, q="uimahalki")  # mistyped, and told so
    assert "Kunta suosittelee" not in get(client, q="uimahallin remontti")
    assert "Kunta suosittelee" not in get(client, q="uimahalli", kind="proposal")
    page.unpublish()
    assert "Kunta suosittelee" not in get(client, q="uimahalli")


def test_a_pin_has_days_and_a_language(site: Site, client: Client) -> None:
    today = timezone.localdate()
    words = {"fi": "Vaalit", "sv": "Val"}
    made = pin(site, "vaalit\nval", url="https://vaalit.example/", title=words, ends_on=today, language="sv")
    assert "https://vaalit.example/" in get(client, "/sv/sok/", q="val")
    assert "https://vaalit.example/" not in get(client, q="vaalit")
    made.language, made.ends_on = "", today - timedelta(days=1)
    made.save()
    assert "https://vaalit.example/" not in get(client, "/sv/sok/", q="val")


def test_an_editor_pins_only_the_own_municipality_s_pages(site: Site, client: Client) -> None:
    user = editor(site)
    client.force_login(user)
    root = Page.objects.get(depth=1)
    values = {"queries": "silta", "title_0": "", "title_1": "", "text_0": "", "text_1": ""}
    assert (
        "toisen kunnan" in client.post("/admin/snippets/search/pin/add/", {**values, "page": root.pk}).content.decode()
    )
    page = content(site, "Silta")
    assert client.post("/admin/snippets/search/pin/add/", {**values, "page": page.pk}).status_code == 302
    assert AuditRow.objects.get(kind="pin", actor_id=user.pk).verb == "pin.add"
    assert "Valitse yksi" in client.post("/admin/snippets/search/pin/add/", values).content.decode()
