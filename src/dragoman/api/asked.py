"""What may be asked: the parameters of each address, with their limits, words and examples."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from dragoman.api.problems import ApiError
from dragoman.errors import QueryError
from dragoman.ledger.query import EventFilter, StatementFilter, first_day, next_day
from dragoman.relations.compare import MOST as MOST_PAIRS

MOST = 1000  # rows of one answer
_CODE = "[A-Za-z][A-Za-z0-9_-]{0,63}"
_DAY = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_NO_CONTROLS = r"^[^\x00-\x1f\x7f]+$"


def _day(words: str) -> str:
    try:
        first_day(words), next_day(words)
    except QueryError as error:
        raise ValueError("no such day, month or year; write 2014, 2014-06 or 2014-06-30") from error
    return words


def _pair(words: str) -> str:
    one, other = words.upper().split(",")
    if one == other:
        raise ValueError("two different codes, such as FRA,IRQ")
    return words


Code = Annotated[str, StringConstraints(pattern=f"^{_CODE}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROLS)]
Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]
Day = Annotated[str, StringConstraints(pattern=_DAY, max_length=10), AfterValidator(_day)]
Pair = Annotated[str, StringConstraints(pattern=f"^{_CODE},{_CODE}$"), AfterValidator(_pair)]
Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,400}$")]


class Parameters(BaseModel):
    """Parameters of an address: those that it does not have are refused."""

    model_config = ConfigDict(extra="forbid")


class _Within(Parameters):
    since: Day | None = Field(None, description="From this day, month or year on.", examples=["2014"])
    until: Day | None = Field(None, description="Up to this day, month or year, included.", examples=["2014-06"])

    @model_validator(mode="after")
    def _in_order(self) -> _Within:
        if self.since is not None and self.until is not None and first_day(self.since) >= next_day(self.until):
            raise ValueError("since lies behind until")
        return self


class _Listed(_Within):
    article: Id | None = Field(None, description="The id of an article.")
    superseded: bool = Field(False, description="With what earlier versions of a page told.")
    limit: int = Field(100, ge=1, le=MOST, description="Rows of one answer.")
    cursor: Cursor | None = Field(None, description="Where the answer before ended: its `next`.")


class EventsAsked(_Listed):
    """The filters of events. All that is given must hold."""

    between: Pair | None = Field(
        None, description="Two countries (ISO 3166 alpha-3) or bodies, either way round.", examples=["FRA,IRQ"]
    )
    source: Code | None = Field(None, description="The country or body that acted.", examples=["FRA"])
    recipient: Code | None = Field(None, description="The country or body acted upon.", examples=["IRQ"])
    type: Code | None = Field(None, description="A PLOVER type.", examples=["CONSULT"])
    mode: Code | None = Field(None, description="A PLOVER mode.", examples=["visit"])
    status: Literal["actual", "intended", "hypothetical", "denied"] | None = Field(
        None, description="Whether it happened."
    )
    quad: int | None = Field(
        None, ge=1, le=4, description="1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."
    )
    origin: Code | None = Field(None, description="Who coded it: dragoman, or a data set.", examples=["dragoman"])
    min_sources: int | None = Field(None, ge=1, le=1_000_000, description="Independent sources, at least.")
    min_confidence: float | None = Field(
        None, ge=0, le=1, allow_inf_nan=False, description="The coder's confidence, at least."
    )
    happening: Id | None = Field(None, description="The id of a happening.")

    def filter(self) -> EventFilter:
        """The ledger's filter, without ``mode``."""
        plain: dict[str, Any] = self.model_dump(exclude={"between", "mode", "limit", "cursor"})
        one, _, other = (self.between or "").partition(",")
        return EventFilter(**plain, between=(one, other) if self.between else None)


class StatementsAsked(_Listed):
    """The filters of statements. All that is given must hold."""

    speaker: Text | None = Field(None, description="A country or body, or words of a name.", examples=["FRA"])
    about: Code | None = Field(None, description="A country or body spoken of.", examples=["IRQ"])
    contains: Text | None = Field(None, description="Words of the statement.", examples=["bridge"])
    kind: Literal["direct", "indirect", "mixed"] | None = Field(None, description="How the words are given.")

    def filter(self) -> StatementFilter:
        """The ledger's filter."""
        return StatementFilter(**self.model_dump(exclude={"limit", "cursor"}))


class RelationAsked(_Within):
    """How a relation is told."""

    by: Literal["week", "month", "quarter", "year"] = Field("month", description="The periods.")


class CompareAsked(RelationAsked):
    """Which pairs are told side by side."""

    pair: list[Pair] = Field(
        min_length=1, max_length=MOST_PAIRS, description="A pair; give it once for each.", examples=[["FRA,IRQ"]]
    )


class NetworkAsked(_Within):
    """Which pairs."""

    code: Code | None = Field(None, description="Only the pairs of this country or body.", examples=["FRA"])
    limit: int = Field(100, ge=1, le=MOST, description="Pairs, those with most acts first.")


class MoversAsked(Parameters):
    """Which weeks are compared with the three years before them."""

    weeks: int = Field(4, ge=1, le=520, description="How many weeks are the last ones.")
    until: Day | None = Field(None, description="The last day; the ledger's last where not given.")
    limit: int = Field(20, ge=1, le=MOST, description="Pairs, those that changed most first.")


class ActorsAsked(Parameters):
    """Whom to look for."""

    q: Text = Field(description="How a name, or a word of it, begins; or a code.", examples=["Hentz"])
    limit: int = Field(20, ge=1, le=20, description="How many.")


class NothingAsked(Parameters):
    """No parameters."""


def once_each(request: Request) -> None:
    """Refuse a parameter that is given twice, where only one of the two would count."""
    counted = Counter(name for name, _ in request.query_params.multi_items() if name != "pair")
    twice = next((name for name, count in counted.items() if count > 1), None)
    if twice is not None:
        raise ApiError(422, "given more than once", twice[:60])
