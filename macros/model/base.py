"""What every record is made of: ids, dates, addresses, coded values, and how a field is described."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pydantic
from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core.core_schema import CoreSchema

from macros.model.dates import EXPECTED, PartialDate

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
# Plain digits: a power such as 1e999999999 would fill the memory when it is written out.
_NUMBER_PATTERN = r"^[0-9]{1,15}(\.[0-9]{1,6})?$"
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid|igshid|ref_src", re.IGNORECASE)


class Record(pydantic.BaseModel):
    """A part of a record. Unknown keys are faults; nothing changes after it was read."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share the list of fields that were given: pydantic keeps a set of its own for each of many thousand parts."""
        object.__setattr__(self, "__pydantic_fields_set__", _shared(frozenset(self.model_fields_set)))


@functools.cache
def _shared(names: frozenset[str]) -> set[str]:
    return set(names)


def described(title: str, description: str, example: Any, **limits: Any) -> Any:
    """A field with the three things that its reader needs: a title, what it means, and an example."""
    return Field(title=title, description=description, examples=[example], **limits)


def optional(title: str, description: str, example: Any, **limits: Any) -> Any:
    """The same for a field that may be null, or left out."""
    return described(title, description, example, default=None, **limits)


def listed(title: str, description: str, example: Any, **limits: Any) -> Any:
    """The same for a list that may be empty, or left out."""
    return described(title, description, example, default=(), **limits)


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks an id that must name an existing record of the given kind."""

    kind: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-refers-to": self.kind}


@dataclass(frozen=True, slots=True)
class Coded:
    """Marks a value that must be in the codelist of that name."""

    codelist: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-codelist": self.codelist}


def _partial_date(value: Any) -> PartialDate:
    if isinstance(value, str):
        return _read_date(value)
    if not isinstance(value, PartialDate):
        raise ValueError(f"this is not {EXPECTED}")
    return value


@functools.lru_cache(maxsize=4096)  # the same few hundred dates stand in all records
def _read_date(text: str) -> PartialDate:
    return PartialDate(text)


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        return _read_date(value if re.match(_DAY_PATTERN, value) else "").first
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is not a day of the calendar, written YYYY-MM-DD") from None


def _number(value: Any) -> Decimal:
    if isinstance(value, Decimal) or (isinstance(value, str) and re.fullmatch(_NUMBER_PATTERN.strip("^$"), value)):
        return Decimal(value)
    raise ValueError(f"{value!r} is not a number in plain digits")


def _flag(value: Any) -> bool:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise ValueError(f"{value!r} is neither true nor false")


def _https(value: Any) -> str:
    """An address that a reader can open safely: https, a host, no name or password, no tracking."""
    if not isinstance(value, str):
        raise ValueError("this is not an address")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError(f"{value!r} is not an address") from None
    if parts.scheme != "https" or not parts.hostname or re.search(r"[\s<>\"'`\\]", value):
        raise ValueError(f"{value!r} is not an address that begins with https://")
    if parts.username or parts.password:
        raise ValueError("the address holds a user name or password")
    tracking = [key for key, _ in parse_qsl(parts.query) if is_tracking(key)]
    if tracking:
        raise ValueError(f"the address holds a tracking parameter ({tracking[0]})")
    return value


def is_tracking(parameter: str) -> bool:
    """Whether a parameter of an address only tells where a reader came from."""
    return bool(_TRACKING.fullmatch(parameter))


def without_tracking(address: str) -> str:
    """The address without parameters that only tell where a reader came from, and without its fragment."""
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not is_tracking(pair[0])]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(parts._replace(query=query, fragment=""))


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
# A code of a vocabulary: an id, or that of a licence as SPDX writes it, `OGL-UK-3.0` and `LicenseRef-Other`.
Code = Annotated[
    str, Field(pattern=rf"{ID_PATTERN}|^[A-Za-z0-9]+(-[A-Za-z0-9]+)*-[0-9]+(\.[0-9]+)*$|^LicenseRef(-[A-Za-z0-9.]+)+$")
]
# What stands for a thing in a scheme of others; it becomes a part of an address: `ukpga/2004/31/section/16LC`.
Value = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([./-][A-Za-z0-9]+)*$", max_length=120)]
# What a report calls a recommendation: `5`, `6a`, `113.6`, `4(a)(i)`.
Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([. /-]?[A-Za-z0-9]+|\([A-Za-z0-9]+\))*$", max_length=20)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_partial_date),
    PlainSerializer(str),
    # Other YAML readers take a bare year for a number.
    WithJsonSchema({"type": ["string", "integer"], "pattern": _DATE_PATTERN, "minimum": 1900, "maximum": 2999}),
]
Day = Annotated[
    dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY_PATTERN})
]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    # Other YAML readers take it for a number.
    WithJsonSchema({"type": ["string", "number"], "pattern": _NUMBER_PATTERN, "minimum": 0}),
]
Flag = Annotated[bool, BeforeValidator(_flag)]
Https = Annotated[
    str, BeforeValidator(_https), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"})
]
HttpsTemplate = Annotated[
    str, BeforeValidator(_https), WithJsonSchema({"type": "string", "format": "uri-template", "pattern": "^https://"})
]

BodyId = Annotated[Id, Refers("body")]
ThemeId = Annotated[Id, Refers("theme")]
SourceId = Annotated[Id, Refers("source")]
CommitmentId = Annotated[Id, Refers("commitment")]
FigureId = Annotated[Id, Refers("figure")]
ReportId = Annotated[Id, Refers("report")]
BackgroundId = Annotated[Id, Refers("background")]
