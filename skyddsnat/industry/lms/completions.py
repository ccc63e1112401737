"""What a learning platform hands in, read row by row without trust. No database."""

from __future__ import annotations

import datetime
import json
import uuid
from typing import Annotated, Any, Literal, NamedTuple

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from skyddsnat.industry.jobs import Job
from skyddsnat.shared.languages import AT_WORK

MOST_ROWS = 500
LONGEST_NAME = 40  # characters of a field's name that are said back

type Key = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9-]+$")]


class Fault(Schema):
    """What is wrong with a row, and what to do."""

    field: str = Field(description="The field, with dots for what is inside; empty for the whole row.")
    message: str = Field(description="What to do, in the language of Accept-Language: Swedish or English.")


class Completion(BaseModel):
    """Somebody finished a lesson. Nothing is said of who: no name, address, or number of the learner."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: uuid.UUID = Field(description="A random UUID of the completion, the same each time that it is sent.")
    site: str = Field(description="The code of the workplace, as on the company's page.", max_length=20)
    job: Literal[tuple(Job.values)] = Field(description="The job of the lesson.")  # type: ignore[valid-type]
    language: Literal[tuple(AT_WORK)] = Field(description="The language of the lesson.")  # type: ignore[valid-type]
    version: int = Field(
        description="The version of the lesson: `lesson` in what the package keeps.", ge=1, lt=2**31
    )
    day: datetime.date = Field(description="The day in Sweden on which the lesson was finished.")
    answers: dict[Literal["before", "after"], dict[Key, Key]] = Field(
        description="Before and after → scene → choice: `answers` in what the package keeps."
    )


class Batch(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid")

    completions: list[Completion] = Field(min_length=1, max_length=MOST_ROWS)


class BodyError(ValueError):
    """The body is no list of completions at all. Says what to do."""


class Row(NamedTuple):
    """A row as it was read: what it says, or what is wrong with it."""

    said: Completion | None
    faults: list[Fault]


def read_body(body: bytes) -> list[Row]:
    """The rows of a body. Raises BodyError when there are none to read."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise BodyError(
            _("Det som skickades är inte JSON. Skicka ett objekt med listan completions.")
        ) from fault
    if (
        not isinstance(said, dict)
        or set(said) != {"completions"}
        or not isinstance(said["completions"], list)
    ):
        raise BodyError(_("Skicka ett objekt med listan completions, och inget annat."))
    rows = said["completions"]
    if not 1 <= len(rows) <= MOST_ROWS:
        raise BodyError(_("Skicka mellan 1 och %(most)s rader i taget.") % {"most": MOST_ROWS})
    return [read_row(row) for row in rows]


def read_row(said: Any) -> Row:
    """One row, held to its form."""
    try:
        return Row(Completion.model_validate_json(json.dumps(said)), [])
    except ValidationError as fault:
        faults = {
            _field(one["loc"]): _message(one["type"], one["loc"]) for one in fault.errors(include_url=False)
        }
        return Row(None, [Fault(field=field, message=message) for field, message in faults.items()])


def _field(place: tuple[int | str, ...]) -> str:
    names = [str(part) for part in place if part != "[key]"]
    return ".".join(names)[:LONGEST_NAME]


def _message(kind: str, place: tuple[int | str, ...]) -> str:
    if not place:
        return _("Raden ska vara ett objekt med id, site, job, language, version, day och answers.")
    if kind == "extra_forbidden":
        return _(
            "Fältet tas inte emot. Skicka aldrig namn, e-post eller något annat om den som gick lektionen."
        )
    if kind == "missing":
        return _("Fältet saknas.")
    return {
        "id": _("Skriv ett UUID, ett eget för varje genomförande."),
        "site": _("Skriv arbetsplatsens kod, sex tecken. Den står på företagets sida."),
        "job": _("Skriv arbetet som det står i paketet, till exempel reception."),
        "language": _("Skriv språket som det står i paketet, till exempel sv."),
        "version": _("Skriv lektionens version, ett heltal. Den står i paketet."),
        "day": _("Skriv dagen som ÅÅÅÅ-MM-DD."),
        "answers": _("Skicka svaren som paketet sparar dem: before och after, med scen och val."),
    }[str(place[0])]
