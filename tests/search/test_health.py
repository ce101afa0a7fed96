"""What is told of the search's index (`core.health`), in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from search.engines.elasticsearch import changes, sending
from search.health import finding
from search.models import Change, Replica

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
SINCE = NOW - timedelta(minutes=20)  # 13.40 in Helsinki


@pytest.fixture
def chosen(settings: Any) -> None:
    settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": ["http://es.secret.example:9200"], "api_key": "hush"}
    changes.follow()
    Replica.objects.update(built_at=SINCE)


def away(problem: str) -> Callable[[], None]:
    def make() -> None:
        Replica.objects.update(problem=problem, problem_since=SINCE)
        Change.objects.create(row_id=1, made_at=SINCE)
        Change.objects.create(row_id=2, made_at=NOW)

    return make


def refused() -> None:
    Change.objects.create(row_id=1, refused="mapper_parsing_exception")


def late() -> None:
    Change.objects.create(row_id=1, made_at=NOW - timedelta(minutes=3))


WELL = ("Elasticsearch vastaa hakuihin.", "Elasticsearch besvarar sökningarna.")
DATABASE = ("Tietokanta vastaa hakuihin.", "Databasen besvarar sökningarna.")
INSTEAD = (
    "Tietokanta on vastannut hakuihin Elasticsearchin sijaan 28.11.2026 klo 13.40 alkaen.",
    "Databasen har besvarat sökningarna i stället för Elasticsearch sedan 28.11.2026 kl. 13.40.",
)
WAIT = ("2 muutosta odottaa lähettämistä.", "2 ändringar väntar på att skickas.")
LONGEST = ("Pisin odotus: 20\xa0minuuttia.", "Längsta väntetid: 20\xa0minuter.")
MEND, ANEW = "manage.py search_check --mend", "manage.py rebuild_search --index"

STATES: list[tuple[str, Callable[[], Any], bool, list[tuple[str, str]], list[str], tuple[str, str]]] = [
    ("well", lambda: None, True, [WELL], [], ("", "")),
    ("no index", lambda: Replica.objects.update(built_at=None), False, [DATABASE], [ANEW], ("itsestään", "sig självt")),
    (
        "building",
        lambda: Replica.objects.update(built_at=None, building_at=NOW),
        True,
        [DATABASE, ("Elasticsearchin indeksiä rakennetaan.", "Indexet i Elasticsearch håller på att byggas.")],
        [],
        ("", ""),
    ),
    (
        "a build that has died",
        lambda: Replica.objects.update(built_at=None, building_at=SINCE),
        False,
        [DATABASE],
        [ANEW],
        ("itsestään", "sig självt"),
    ),
    ("down", away("ConnectionError"), False, [INSTEAD, WAIT, LONGEST], [MEND], ("solmut", "noderna")),
    ("hangs", away("ConnectionTimeout"), False, [INSTEAD, WAIT, LONGEST], [MEND], ("solmut", "noderna")),
    (
        "busy",
        away("429 es_rejected_execution_exception"),
        False,
        [INSTEAD, WAIT, LONGEST],
        [MEND],
        ("liikaa tehtävää", "för mycket att göra"),
    ),
    ("not let in", away("401 security_exception"), False, [INSTEAD], [MEND], ("avain", "nyckeln")),
    ("not trusted", away("TlsError"), False, [INSTEAD], [MEND], ("Elasticsearchin varmenteeseen", "Certifikatet")),
    (
        "refused",
        refused,
        False,
        [WELL, ("Elasticsearch ei ota vastaan 1 muutosta.", "Elasticsearch tar inte emot 1 ändring.")],
        [MEND, ANEW],
        ("Tietokanta vastaa niiden puolesta", "Databasen svarar för det"),
    ),
    ("nobody sends", late, False, [WELL], ["manage.py send_search"], ("minuutteihin", "flera minuter")),
]


@pytest.mark.parametrize(("name", "make", "ok", "facts", "commands", "advice"), STATES, ids=[one[0] for one in STATES])
def test_each_state_in_both_languages(
    chosen: None,
    name: str,
    make: Callable[[], Any],
    ok: bool,
    facts: list[tuple[str, str]],
    commands: list[str],
    advice: tuple[str, str],
) -> None:
    make()
    with time_machine.travel(NOW, tick=False):
        for place, language in enumerate(("fi", "sv")):
            with override(language):
                told = finding()
            assert told.ok is ok
            assert {fact[place] for fact in facts} <= set(told.facts)
            assert [step.command for step in told.steps if step.command] == commands
            said = " ".join([told.says, *(step.text for step in told.steps)])
            assert advice[place] in said
            assert not [word for word in ("secret", "hush", "9200") if word in said]


def test_without_elasticsearch_the_database_is_what_answers() -> None:
    with override("sv"):
        assert (finding().ok, finding().facts) == (True, (DATABASE[1],))


def test_since_when_is_kept_until_it_answers_again(chosen: None) -> None:
    Replica.objects.update(seen_at=None)
    for minutes, problem in ((0, "ConnectionError"), (5, "ConnectionTimeout")):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            sending.tell(problem)
        replica = Replica.objects.get()
        assert (replica.problem, replica.problem_since) == (problem, NOW)
    sending.tell("")
    assert Replica.objects.get().problem_since is None


def test_what_a_balancer_answers_is_not_repeated(settings: Any) -> None:
    from search.engines.elasticsearch import client
    from tests.search.engines import servers

    page = '"Backend 10.1.2.3 is away"'
    with servers.answering(502, page, X_Elastic_Product="Elasticsearch") as address:
        settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": [address], "index": "away"}
        with pytest.raises(client.Unavailable) as problem, client.answering():
            client.client().search(index="away")
    assert problem.value.code == "502"
