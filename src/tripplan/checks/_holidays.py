"""The holidays of a country and its regions on which offices close, by the `holidays` package."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tripplan.model import Text

if TYPE_CHECKING:
    from datetime import date
    from types import ModuleType

    from holidays import HolidayBase

PUBLIC = "public"
# Of the package's categories those that close offices, the widest first. The others are of schools, faiths and custom.
_CATEGORIES = (PUBLIC, "government", "bank", "half_day", "optional")


class Holiday(NamedTuple):
    """A holiday: its name, and the widest category that has it: public, government, bank, half_day or optional."""

    name: Text
    category: str


def holiday_on(day: date, country: str, region: str) -> Holiday | None:
    """The holiday of a day in a country (ISO 3166-1 alpha-2), and in a region of it where its calendar tells regions apart."""
    return _year(country, region, day.year).get(day)


@cache
def has_regions(country: str) -> bool:
    """Whether regions of a country have holidays of their own."""
    calendar = _calendar(country)
    return calendar is not None and bool(calendar.subdivisions)


@cache
def weekend_of(country: str) -> frozenset[int] | None:
    """The days of the weekend of a country, Monday being 0; None where no calendar is known."""
    calendar = _calendar(country)
    return None if calendar is None else frozenset(calendar.weekend)


@cache
def _calendar(country: str) -> HolidayBase | None:
    """The calendar of a country; None where none is known."""
    try:
        calendar: HolidayBase = _package().country_holidays(country)
    except NotImplementedError:
        return None
    return calendar


@cache
def _package() -> ModuleType:
    """The package of calendars, kept from importing those of all 250 countries for the one that is asked for: 50 ms."""
    import holidays  # noqa: PLC0415 - start-up: a trip without business needs no calendar

    name = f"{holidays.__name__}.countries"
    spec = importlib.util.find_spec(name)
    if spec is not None:
        # The folder of the countries as a package that has not run: its modules are found in it, one by one.
        sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    return holidays


@cache
def _year(country: str, region: str, year: int) -> dict[date, Holiday]:
    """The holidays of a year; none where no calendar is known."""
    about = _calendar(country)
    if about is None:
        return {}
    found: dict[date, Holiday] = {}
    for category in (each for each in _CATEGORIES if each in about.supported_categories):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of years of which it knows nothing
            names = {
                code: _package().country_holidays(
                    country,
                    region if region in about.subdivisions else None,
                    years=year,
                    categories=(category,),
                    language=language,
                )
                for code, language in _languages(about.supported_languages, country)
            }
        for day in names["en"]:
            name = Text(tuple((code, calendar.get(day) or "") for code, calendar in names.items()))
            found.setdefault(day, Holiday(name, category))
    return found


def _languages(known: tuple[str, ...], country: str) -> list[tuple[str, str | None]]:
    """Our code and the package's of each language that names are wanted in; None is its own for a country with only one."""
    english = next((each for each in (f"en_{country}", "en_US") if each in known), None)
    return [("en", english), ("ko", "ko")] if "ko" in known else [("en", english)]
