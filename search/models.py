"""The row is the index: one row per findable thing and language, its analysed words in it.

Any engine is an index over these rows (`search.engines`). Small columns come first, so that counting reads little.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from wagtail.models import Site


class Entry(models.Model):
    """``id`` grows with ``created`` (`search.entries.identity`): the newest come first without sorting.

    ``filters``: tokens that an engine narrows by (municipality, kind, language, themes). ``title_tokens`` and
    ``text_tokens``: one line for each word of ``title`` and ``text`` (`search.analysis`). ``begins``: the beginnings of
    the heading's words. ``version``: of the analysis that made them (`analysis.VERSION`). ``opens`` and ``closes``: when
    one can take part; ``turns``: when ``filters`` must say otherwise of it (`actions.turn`)."""

    id = models.BigIntegerField(primary_key=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    created = models.DateTimeField()
    filters = models.CharField(max_length=400)
    title_tokens = models.TextField(blank=True)
    key = models.CharField(max_length=80, blank=True)
    path = models.CharField(max_length=400, blank=True)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    text_tokens = models.TextField(blank=True)
    # Nullable, so that adding them left the table as it was: a row of before has neither until it is analysed anew.
    begins = models.TextField(blank=True, null=True)
    version = models.SmallIntegerField(null=True, db_index=True)
    opens = models.DateTimeField(null=True)
    closes = models.DateTimeField(null=True)
    turns = models.DateTimeField(null=True, db_index=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="entry_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word that occurs in some row, or its dictionary form: what a mistyped one may have been
    (`search.vocabulary`). Of letters only. ``folded`` is without accents, ``backwards`` that from its end."""

    word = models.CharField(max_length=30, unique=True)
    folded = models.CharField(max_length=40)
    backwards = models.CharField(max_length=40)
    letters = models.SmallIntegerField()  # of ``folded``

    class Meta:
        indexes = [
            models.Index(fields=["letters", "folded"], name="word_begins"),
            models.Index(fields=["letters", "backwards"], name="word_ends"),
        ]

    def __str__(self) -> str:
        return self.word


class Replica(models.Model):
    """One row while Elasticsearch is used: triggers note changes as long as it is there. ``problem``: why changes could
    not be sent when it was last tried, at ``seen_at``; the first time was ``problem_since``."""

    problem = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField(null=True)
    problem_since = models.DateTimeField(null=True)
    building_at = models.DateTimeField(null=True)  # a sign of whoever builds a new index
    built_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.problem or "replica"


class Change(models.Model):
    """A row of `Entry` that was written or has gone and has not been sent to Elasticsearch yet. Triggers make them
    (`search.engines.elasticsearch.changes`). ``refused``: why Elasticsearch does not take it."""

    id = models.BigAutoField(primary_key=True)
    row_id = models.BigIntegerField(db_index=True)
    made_at = models.DateTimeField(default=timezone.now)
    refused = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return str(self.row_id)


from .attachments.models import Attachment, Holding  # noqa: E402, F401
from .tuning.models import Pin, Synonym, Tally  # noqa: E402, F401  tables of this app, in a room of their own
