"""A small commented dataset to start from: five places, one river, one report.

The places are drawn on an empty stretch of ocean and the publisher does not exist, so that the
template can never be taken for evidence. Its numbers are also those of networks that come from elsewhere
and state none.
"""

from __future__ import annotations

DATASET_TOML = """\
#:schema ./schema/dataset.schema.json
# What the dataset is, and every number that turns the words of reports into risk.
# Check it with: safepassage validate THIS-FOLDER

title = "An example to start from"
version = "0.1.0"
period = ["2000", "2010"]         # what the reports cover
as_of = "2005"                    # the date that questions are about, unless they name one
licence = "CC-BY-4.0"
citation = "Your Name: An example to start from, version 0.1.0"
contact = "your address for corrections"
people_at_risk = true             # keeps places coarse and the last five years out
origins = ["hill-town"]
destinations = ["harbour-city"]

[scale]                           # chance of forcible return on one use: [low, high]
minimal = [0.001, 0.01]
low = [0.01, 0.05]
moderate = [0.05, 0.15]
high = [0.15, 0.35]
severe = [0.35, 0.70]

[defaults]                        # where no report says anything; marked "assumed" in every answer
passage = "moderate"              # of a border
entry = "moderate"                # into a diplomatic mission
exposure = "moderate"             # of travel inside a country
departure = "minimal"             # by air or sea

[reference_km]                    # how long a passage is that a statement about a country speaks of
"*" = 1000

[km_per_day]                      # moving speed
foot = 25
road = 300
rail = 600
river = 60
sea = 400
air = 8000
unspecified = 300

# Every number above needs its reason.
[[assumption]]
name = "scale"
value = "five levels"
reason = "Example values; replace this by your own reasoning."

[[assumption]]
name = "defaults"
value = "moderate, departures minimal"
reason = "Example values; replace this by your own reasoning."

[[assumption]]
name = "reference_km"
value = "1000"
reason = "Example values; replace this by your own reasoning."

[[assumption]]
name = "km_per_day"
value = "by mode"
reason = "Example values; replace this by your own reasoning."

[[family]]                        # a layer of the map; routes name it with family = "river"
id = "river"
name = "Across the river"
"""

_PLACES = """\
id,name,name_local,name_ko,variants,country,other_country,kind,lon,lat,note
hill-town,Hill Town,,,Hilltown|Hill-Town,PRK,,origin,170.0,30.0,an invented place in the open ocean
border-river,Border River,,,,PRK,CHN,crossing,170.5,30.2,people come from PRK and leave into CHN
ferry-town,Ferry Town,,,,CHN,,city,171.0,30.3,
market-town,Market Town,,,,CHN,,city,173.0,30.5,
harbour-city,Harbour City,,,,KOR,,destination,178.0,31.0,
"""

_SKELETON = """\
from,to,mode
hill-town,border-river,road
border-river,ferry-town,road
ferry-town,market-town,rail
"""

_REPORT = """\
#:schema ../schema/report.schema.json
# One published report. Paraphrase, never copy; name no person; leave out whatever could help
# to find people. The file name without .toml is the report's id.

publisher = "The Example Gazette"
title = "An invented report"
date = 2004-08-02                 # or 2004, "2004-08", "c. 2004"
kind = "news"
access = "full"

[[route]]
# '?x' is a place that you supply, '...' is filled along skeleton.csv.
via = ["?hill-town", "border-river", "...", "market-town", "harbour-city"]
mode = { "*" = "unspecified", "border-river:market-town" = "rail" }
family = "river"
since = 2001
claim = "People cross the river and go on by train to the market town, then fly."
where = "par. 3"

[[hazard]]
on = "CHN-PRK"
level = "high"
since = "2003-05"
claim = "The river is said to be closely guarded since the spring of 2003."
where = "par. 4"

[[haven]]
on = "harbour-city"
since = 2001
claim = "Nobody was sent back from there."
"""

_README = """\
# An example to start from

Edit the files, then run `safepassage validate` and `safepassage map --dataset` on this folder.
`dataset.toml` holds the settings, `places.csv` the places, `skeleton.csv` the main lines of
travel, `reports/` one file for each published report. Editors that know TOML schemas complete
and check the files by `schema/`. In the documentation, "How do I bring my own crisis?" goes through
all of it, and "The dataset format" tells every column.
"""

TEMPLATE = {
    "README.md": _README,
    "dataset.toml": DATASET_TOML,
    "places.csv": _PLACES,
    "skeleton.csv": _SKELETON,
    "reports/example-gazette-2004-08-02.toml": _REPORT,
}
