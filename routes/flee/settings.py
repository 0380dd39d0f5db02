"""What an imported dataset says where Flee says nothing: its risk model, and how the instance is cited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from routes.dataset.values import MAX_NAME, read_line, read_name, read_url
from routes.records import Assumption, RiskModel
from routes.words import RiskLevel, TravelMode

RISK = RiskModel(
    scale={
        RiskLevel.MINIMAL: (0.001, 0.01),
        RiskLevel.LOW: (0.01, 0.05),
        RiskLevel.MODERATE: (0.05, 0.15),
        RiskLevel.HIGH: (0.15, 0.35),
        RiskLevel.SEVERE: (0.35, 0.70),
    },
    defaults={
        "passage": RiskLevel.MODERATE,
        "entry": RiskLevel.MODERATE,
        "exposure": RiskLevel.MODERATE,
        "departure": RiskLevel.MINIMAL,
    },
    reference_km={"*": 1000.0},
    km_per_day={
        TravelMode.FOOT: 35.0,
        TravelMode.ROAD: 360.0,
        TravelMode.RAIL: 360.0,
        TravelMode.RIVER: 20.0,
        TravelMode.SEA: 400.0,
        TravelMode.AIR: 8000.0,
        TravelMode.UNSPECIFIED: 360.0,
    },
)
_NOTHING = "The files of Flee say nothing of the danger of being sent back, so every risk is a default."
ASSUMPTIONS = (
    Assumption(
        name="scale",
        value="five levels",
        reason=f"{_NOTHING} The levels are those of the program's template; replace them by your own.",
    ),
    Assumption(
        name="defaults",
        value="moderate, departures minimal",
        reason=f"{_NOTHING} With equal levels everywhere, risk grows with length and with borders alone.",
    ),
    Assumption(
        name="reference_km",
        value="1000",
        reason=f"{_NOTHING} One level stands for a passage of 1000 km, as in the program's template.",
    ),
    Assumption(
        name="km_per_day",
        value="360 by vehicle, 35 on foot, 20 across water",
        reason=(
            "The default speeds of Flee: 30 km/h for 12 hours, 3.5 km/h and 2 km/h for 10 hours. "
            "Ways without a type are driven. Flee knows no sea and air."
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How an instance is cited."""

    title: str
    publisher: str
    date: dt.date
    url: str

    @classmethod
    def of(cls, name: str, *, title: str, publisher: str, date: dt.date, url: str) -> Citation:
        """Return the citation, with the stated defaults for what is empty.

        Raises
        ------
        ClaimError
            If a text is too long, has a line end in it, or the address is none.
        """
        return cls(
            title=read_name(title or f"Input files of a Flee simulation: {name}"[:MAX_NAME]),
            publisher=read_line(publisher or "Flee simulation input", limit=MAX_NAME),
            date=date,
            url=read_url(url),
        )
