"""Where a table of legs comes from, told as a report: every leg of a network cites one.

Whoever brings a table knows who published it and when. Without that its legs could not be told
from made-up ones, so it is asked for and not guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata import NetworkError
from routes.dataset.values import read_date, read_date_text, read_line, read_name, read_url, read_word
from routes.faults import ClaimError
from routes.records import Report
from routes.words import Access, ReportKind

if TYPE_CHECKING:
    from collections.abc import Callable

_ID = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published a table of legs, under what title, and when.

    ``date`` is that of which the table speaks: a day, a month ("2015-03") or a year. ``kind`` is
    one of the kinds of report, ``url`` begins with http:// or https://.

    Examples
    --------
    >>> source = Source(publisher="Mapping Office", title="Roads of the delta", date=2015)
    >>> source.to_report().id
    'mapping-office-2015'
    """

    publisher: str
    title: str
    date: str | int | dt.date
    url: str = ""
    kind: str = "academic"
    author: str = ""
    note: str = ""

    def to_report(self) -> Report:
        """Return the source as a report without claims.

        Raises
        ------
        NetworkError
            If a value cannot be used; tells all of them.
        """
        readers: dict[str, Callable[[object], object]] = {
            "publisher": read_name,
            "title": read_line,
            "date": read_date,
            "url": read_url,
            "kind": lambda value: read_word(ReportKind, value),
            "author": lambda value: read_line(value, empty=True),
            "note": lambda value: read_line(value, empty=True),
        }
        values: dict[str, object] = {}
        faults = []
        for name, read in readers.items():
            try:
                values[name] = read(getattr(self, name))
            except ClaimError as error:
                faults.append(ClaimError(error.value, error.rule, error.remedy, field=name).at("source"))
        if faults:
            raise NetworkError("the source cannot be cited:\n" + "\n".join(f"- {fault}" for fault in faults))
        told = read_date_text(self.date)
        name = slug(f"{self.publisher} {told}") or slug(told)
        return Report(id=name[:100], date_text=told, access=Access.FULL, **values)  # type: ignore[arg-type]


def read_source(source: Report | Source | None) -> Report:
    """Return the report on which all legs of a table rest, without claims of its own.

    Raises
    ------
    NetworkError
        If there is none, or it cannot be cited.
    """
    if isinstance(source, Source):
        return source.to_report()
    if isinstance(source, Report):
        return replace(source, routes=(), hazards=(), harms=(), havens=(), flows=(), journeys=())
    raise NetworkError(
        "every leg of a network cites a report, and these tables name none; "
        "give source=Source(publisher=..., title=..., date=..., url=...)"
    )


def slug(text: str) -> str:
    """Return a text as an id (a-z, 0-9 and hyphens), accents dropped; empty if nothing is left.

    Examples
    --------
    >>> slug("São Paulo"), slug("1203"), slug("서울")
    ('sao-paulo', '1203', '')
    """
    if _ID.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
