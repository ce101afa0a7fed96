"""A block for each type of question, named as the type is. `limits` and `labels` say which of its fields are which part
of a `surveys.engine.definition.Question`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.blocks.media import AltImageBlock

from ..engine.kinds import KINDS
from .logic import ConditionBlock, SharedBlock
from .scoring import points

CHOOSING, WRITING, RATING, PLACES, OTHERS = (
    _("Choosing"),
    _("Writing"),
    _("Rating"),
    _("Places and people"),
    _("Other parts"),
)


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Alternative"), max_length=200)
    shown_if = ConditionBlock(required=False)

    class Meta:
        icon = "radio-full"
        label = _("Alternative")


class ScoredOptionBlock(OptionBlock):
    points = points()


class ChosenOptionBlock(ScoredOptionBlock):
    other = blocks.BooleanBlock(label=_("Asks for words beside it («other»)"), required=False)
    exclusive = blocks.BooleanBlock(label=_("Goes with no other («none of these»)"), required=False)


class QuestionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Question"), max_length=300)
    help = blocks.TextBlock(label=_("Help"), max_length=600, required=False, rows=2)
    required = blocks.BooleanBlock(label=_("Must be answered"), required=False)
    picture = AltImageBlock(label=_("Picture"), required=False)
    code = SharedBlock(
        label=_("Short name"),
        max_length=40,
        required=False,
        help_text=_(
            "In tables of answers; in braces, it repeats the answer in a later text. Small letters a–z, digits, _."
        ),
    )
    staff_only = blocks.BooleanBlock(label=_("Results for staff only"), required=False)
    shown_if = ConditionBlock(required=False)

    kind: ClassVar[str]
    limits: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[tuple[str, ...]] = ()


class GroupingBlock(QuestionBlock):
    """A question of which each chooses one alternative: those who chose the same are a group."""

    grouping = blocks.BooleanBlock(
        label=_("Public results by these groups"),
        required=False,
        help_text=_(
            "After closing, everybody may look at the other answers by the groups of this question. Best of a question that "
            "everybody must answer. At most three questions of a survey."
        ),
    )


class ChoiceBlock(GroupingBlock):
    options = blocks.ListBlock(ChosenOptionBlock(), min_num=1, max_num=60, label=_("Alternatives"))
    shuffled = blocks.BooleanBlock(label=_("In an order of their own for each respondent"), required=False)
    kind = "choice"

    class Meta:
        icon = "radio-full"
        label = KINDS["choice"].label
        group = CHOOSING


class ChoicesBlock(QuestionBlock):
    options = blocks.ListBlock(ChosenOptionBlock(), min_num=1, max_num=60, label=_("Alternatives"))
    shuffled = blocks.BooleanBlock(label=_("In an order of their own for each respondent"), required=False)
    min = blocks.IntegerBlock(label=_("At least, alternatives"), min_value=1, required=False)
    max = blocks.IntegerBlock(label=_("At most, alternatives"), min_value=1, required=False)
    kind, limits = "choices", ("min", "max")

    class Meta:
        icon = "tick-inverse"
        label = KINDS["choices"].label
        group = CHOOSING


class DropdownBlock(GroupingBlock):
    options = blocks.ListBlock(ScoredOptionBlock(), min_num=1, max_num=200, label=_("Alternatives"))
    kind = "dropdown"

    class Meta:
        icon = "arrow-down"
        label = KINDS["dropdown"].label
        group = CHOOSING


class RankingBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=12, label=_("Alternatives"))
    shuffled = blocks.BooleanBlock(label=_("In an order of their own for each respondent"), required=False)
    max = blocks.IntegerBlock(label=_("How many are given a place"), min_value=1, required=False)
    kind, limits = "ranking", ("max",)

    class Meta:
        icon = "list-ol"
        label = KINDS["ranking"].label
        group = RATING


class BudgetBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=20, label=_("Alternatives"))
    total = blocks.IntegerBlock(label=_("Sum to divide"), default=100, min_value=1)
    all = blocks.BooleanBlock(label=_("All of it must be divided"), required=False)
    unit = blocks.CharBlock(label=_("Unit"), max_length=20, required=False)
    kind, limits, labels = "budget", ("total", "all"), ("unit",)

    class Meta:
        icon = "decimal"
        label = KINDS["budget"].label
        group = RATING


class StepBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(label=_("Number"), min_value=1, max_value=9)
    text = blocks.CharBlock(label=_("In words"), max_length=60)

    class Meta:
        icon = "sliders"
        label = _("In words")
        label_format = "{number} {text}"


class ScaleBlock(QuestionBlock):
    min = blocks.IntegerBlock(label=_("From"), default=1, min_value=0, max_value=1)
    max = blocks.IntegerBlock(label=pgettext_lazy("the end of a scale", "To"), default=5, min_value=2, max_value=10)
    low = blocks.CharBlock(label=_("The low end in words"), max_length=60, required=False)
    high = blocks.CharBlock(label=_("The high end in words"), max_length=60, required=False)
    steps = blocks.ListBlock(
        StepBlock(),
        default=[],
        label=_("Steps between the ends in words"),
        collapsed=True,
        help_text=_("As many as you like. With them, every number stands on a line of its own."),
    )
    skip = blocks.CharBlock(label=_("Words for not being able to say"), max_length=60, required=False)
    kind, limits, labels = "scale", ("min", "max"), ("low", "high", "skip")

    def clean(self, value: Any) -> Any:
        """Steps are between the ends, each once."""
        value = super().clean(value)
        numbers = [step["number"] for step in value["steps"]]
        wrong: Any
        least, most = value["min"], value["max"]
        if not all(least < number < most for number in numbers):
            said = _("Only numbers between the ends, from %(first)s to %(last)s. The ends have fields of their own.")
            wrong = said % {"first": least + 1, "last": most - 1}
        elif len(set(numbers)) < len(numbers):
            wrong = _("Each number only once.")
        else:
            return value
        raise blocks.StructBlockValidationError(block_errors={"steps": ValidationError(wrong)})

    class Meta:
        icon = "sliders"
        label = KINDS["scale"].label
        group = RATING


class RecommendationBlock(QuestionBlock):
    low = blocks.CharBlock(label=_("The low end in words"), max_length=60, required=False)
    high = blocks.CharBlock(label=_("The high end in words"), max_length=60, required=False)
    kind, labels = "recommendation", ("low", "high")

    class Meta:
        icon = "pick"
        label = KINDS["recommendation"].label
        group = RATING


class MatrixBlock(QuestionBlock):
    rows = blocks.ListBlock(OptionBlock(), min_num=1, max_num=30, label=_("Rows"))
    options = blocks.ListBlock(ScoredOptionBlock(), min_num=2, max_num=10, label=_("Alternatives of every row"))
    kind = "matrix"

    class Meta:
        icon = "table"
        label = KINDS["matrix"].label
        group = RATING


class ShortTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(label=_("At most, characters"), min_value=1, max_value=1000, required=False)
    kind, limits = "short_text", ("max",)

    class Meta:
        icon = "minus"
        label = KINDS["short_text"].label
        group = WRITING


class LongTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(label=_("At most, characters"), min_value=1, max_value=10_000, required=False)
    kind, limits = "long_text", ("max",)

    class Meta:
        icon = "pilcrow"
        label = KINDS["long_text"].label
        group = WRITING


class NumberBlock(QuestionBlock):
    min = blocks.IntegerBlock(label=_("At least"), required=False)
    max = blocks.IntegerBlock(label=_("At most"), required=False)
    decimals = blocks.IntegerBlock(label=_("Decimals"), default=0, min_value=0, max_value=4)
    unit = blocks.CharBlock(label=_("Unit"), max_length=20, required=False)
    kind, limits, labels = "number", ("min", "max", "decimals"), ("unit",)

    class Meta:
        icon = "decimal"
        label = KINDS["number"].label
        group = WRITING


class DateBlock(QuestionBlock):
    min = blocks.DateBlock(label=_("At the earliest"), required=False)
    max = blocks.DateBlock(label=_("At the latest"), required=False)
    kind, limits = "date", ("min", "max")

    class Meta:
        icon = "date"
        label = KINDS["date"].label
        group = WRITING


class EmailBlock(QuestionBlock):
    kind = "email"

    class Meta:
        icon = "mail"
        label = KINDS["email"].label
        group = PLACES


class PhoneBlock(QuestionBlock):
    kind = "phone"

    class Meta:
        icon = "mobile-alt"
        label = KINDS["phone"].label
        group = PLACES


class PostalCodeBlock(QuestionBlock):
    kind = "postal_code"

    class Meta:
        icon = "site"
        label = KINDS["postal_code"].label
        group = PLACES


class AreaBlock(GroupingBlock):
    kind = "area"

    class Meta:
        icon = "site"
        label = KINDS["area"].label
        group = PLACES


class AgeGroupBlock(GroupingBlock):
    starts = SharedBlock(
        label=_("Ages at which groups begin"),
        default="13, 18, 30, 45, 65",
        max_length=80,
        help_text=_("The first group is everybody younger than the first of these."),
    )
    kind = "age_group"

    class Meta:
        icon = "group"
        label = KINDS["age_group"].label
        group = PLACES


class PlaceBlock(QuestionBlock):
    max = blocks.IntegerBlock(label=_("At most, places"), default=1, min_value=1, max_value=20)
    kind, limits = "place", ("max",)

    class Meta:
        icon = "site"
        label = KINDS["place"].label
        group = PLACES


class RouteBlock(QuestionBlock):
    closed = blocks.BooleanBlock(label=_("An area is outlined, not a route drawn"), required=False)
    kind, limits = "route", ("closed",)

    class Meta:
        icon = "site"
        label = KINDS["route"].label
        group = PLACES


class FileBlock(QuestionBlock):
    max = blocks.IntegerBlock(label=_("At most, files"), default=1, min_value=1)
    megabytes = blocks.IntegerBlock(label=_("The largest file, megabytes"), default=10, min_value=1)
    pictures = blocks.BooleanBlock(label=_("Pictures are taken"), default=True, required=False)
    documents = blocks.BooleanBlock(
        label=_("Documents are taken"),
        default=True,
        required=False,
        help_text=_("PDF, Word, Excel, OpenDocument, text."),
    )
    kind, limits = "file", ("max", "megabytes", "pictures", "documents")

    def clean(self, value: Any) -> Any:
        """What an operator allows is no part of the migrations."""
        value = super().clean(value)
        most = {"max": settings.SURVEY_FILES, "megabytes": settings.SURVEY_FILE_MEGABYTES}
        said = _("The service takes at most %(number)s.")
        wrong = {
            name: ValidationError(said % {"number": number})
            for name, number in most.items()
            if (value[name] or 0) > number
        }
        if wrong:
            raise blocks.StructBlockValidationError(block_errors=wrong)
        return value

    class Meta:
        icon = "doc-full"
        label = KINDS["file"].label
        group = OTHERS


class ConsentBlock(QuestionBlock):
    kind = "consent"

    class Meta:
        icon = "check"
        label = KINDS["consent"].label
        group = OTHERS


BLOCKS = (
    ChoiceBlock,
    ChoicesBlock,
    DropdownBlock,
    ScaleBlock,
    RecommendationBlock,
    MatrixBlock,
    RankingBlock,
    BudgetBlock,
    ShortTextBlock,
    LongTextBlock,
    NumberBlock,
    DateBlock,
    EmailBlock,
    PhoneBlock,
    PostalCodeBlock,
    AreaBlock,
    AgeGroupBlock,
    PlaceBlock,
    RouteBlock,
    FileBlock,
    ConsentBlock,
)
