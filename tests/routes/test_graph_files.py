"""GraphML, GEXF and KML: opened by other programs than the one that wrote them, and read back whole."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import re
import warnings
from dataclasses import replace

import networkx as nx
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import DateError, GeodataError, NetworkError, distance_to_border_km
from routes import build_network, read_dataset, shipped_dataset_path
from routes.exchange import gexf, graphml, kml
from routes.exchange.flat import COLUMNS, ColumnKind, flat_to_network, network_to_flat
from routes.exchange.guard.files import BadFileError
from tests.drawn_at_random import as_of_days, datasets

TODAY = dt.date(2026, 1, 1)
FORMATS = {
    "graphml": (graphml.flat_to_graphml, graphml.graphml_to_flat),
    "gexf": (gexf.flat_to_gexf, gexf.gexf_to_flat),
    "kml": (kml.flat_to_kml, kml.kml_to_flat),
}
every_format = pytest.mark.parametrize("name", FORMATS)
KML = "{http://www.opengis.net/kml/2.2}"
HOSTILE = """<script>alert('x')</script> & "q" ]]> <![CDATA[ &lt; $[description] {{x}} ${x} \t|\n|\r\n| 조선 \U0001f6b6"""


@pytest.fixture(scope="module")
def shipped():
    """The shipped network as of 2004, flat."""
    return network_to_flat(build_network(read_dataset(shipped_dataset_path(), today=TODAY), 2004))


@pytest.fixture(scope="module")
def texts(shipped):
    """The shipped network as text in every format."""
    return {name: write(shipped) for name, (write, _) in FORMATS.items()}


def back(name, text):
    """Read a text that nothing is left out of."""
    flat, notices = FORMATS[name][1](text, f"network.{name}")
    assert notices == ()
    return flat


def with_hostile_text(flat):
    """Return a flat network in which every place, report and claim holds markup, and the dataset too."""

    def hostile(rows, *columns):
        return tuple(row | dict.fromkeys(columns, HOSTILE) for row in rows)

    info = json.loads(flat.about["dataset"]) | {"title": HOSTILE, "citation": HOSTILE, "contact": HOSTILE}
    return replace(
        flat,
        places=hostile(flat.places, "name", "name_ko", "name_local", "note", "variants"),
        legs=hostile(flat.legs, "citations", "flags"),
        dormant=hostile(flat.dormant, "reason"),
        reports=hostile(flat.reports, "title", "publisher", "note", "citation"),
        claims=hostile(flat.claims, "claim", "where"),
        about=flat.about | {"dataset": json.dumps(info), "as_of_text": HOSTILE},
    )


# there and back


@every_format
def test_the_shipped_network_comes_back_cell_by_cell(shipped, texts, name):
    flat = back(name, texts[name])

    assert flat == shipped
    assert [list(row) for row in flat.legs] == [list(COLUMNS["legs"])] * len(shipped.legs)
    G = flat_to_network(flat, today=TODAY)
    assert nx.utils.graphs_equal(G, flat_to_network(shipped, today=TODAY))


@every_format
@settings(max_examples=25)
@given(data=st.data())
def test_any_network_comes_back_as_it_was(name, data):
    dataset = data.draw(datasets())
    info = replace(dataset.info, people_at_risk_reason="" if dataset.info.people_at_risk else "invented")
    try:
        G = build_network(replace(dataset, info=info), data.draw(as_of_days(dataset)))
    except DateError:  # protected
        return
    flat = network_to_flat(G)

    read = back(name, FORMATS[name][0](flat))

    assert read == flat
    assert nx.utils.graphs_equal(flat_to_network(read, today=dataset.today), G)


@every_format
def test_text_that_looks_like_markup_comes_back_as_text(shipped, name):
    flat = with_hostile_text(shipped)

    assert back(name, FORMATS[name][0](flat)) == flat


@every_format
@settings(max_examples=60)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_text_of_any_characters_comes_back(name, text):
    """But for the few that XML cannot hold at all, which datasets may not hold either."""
    held = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    place = dict.fromkeys(COLUMNS["places"]) | {
        "place": "a",
        "name": text,
        "note": text,
        "kind": "city",
        "lon": 1.0,
        "lat": 2.0,
    }
    flat = replace(EMPTY, places=(place,), claims=({"claim": text},))

    read = back(name, FORMATS[name][0](flat))

    assert read.places[0]["name"] == held
    assert read.places[0]["note"] == held
    assert read.claims[0]["claim"] == text  # JSON has its own way of writing them


EMPTY = network_to_flat(
    nx.MultiDiGraph(
        **build_network(read_dataset(shipped_dataset_path(), today=TODAY), 2004).graph
        | {"reports": {}, "claims": {}, "dormant": ()}
    )
)


@every_format
def test_a_network_without_places_comes_back(name):
    assert back(name, FORMATS[name][0](EMPTY)) == EMPTY


# opened by others


def of_flat(flat, table, row, without):
    """Return what another program should find of a row: its cells that are not empty."""
    return {c: v for c, v in flat.table(table)[row].items() if v is not None and c not in without}


def test_networkx_reads_graphml_with_numbers_as_numbers(shipped, texts):
    G = nx.parse_graphml(texts["graphml"])

    for n, place in enumerate(G):
        assert G.nodes[place] == of_flat(shipped, "places", n, ("place",))
    for n, row in enumerate(shipped.legs):
        found = G.edges[row["from_place"], row["to_place"]]
        assert found.pop("id") == graphml.leg_id(row)
        assert found == of_flat(shipped, "legs", n, ("from_place", "to_place"))
    assert G.graph["as_of"] == "2004-07-01"
    assert json.loads(G.graph["reports"]) == list(shipped.reports)
    shortest = nx.shortest_path_length(G, "yanji", "seoul", weight="length_km")
    assert isinstance(shortest, float)


def test_networkx_reads_gexf_with_numbers_as_numbers(shipped, texts):
    G = nx.read_gexf(io.BytesIO(texts["gexf"].encode()))

    for n, place in enumerate(G):
        found = dict(G.nodes[place])
        drawn = found.pop("viz")["position"]
        assert found.pop("label") == found["name"]
        assert found == of_flat(shipped, "places", n, ("place",))
        assert (drawn["x"], drawn["y"]) == pytest.approx((found["lon"] * 100, found["lat"] * 100))
    for n, row in enumerate(shipped.legs):
        found = G.edges[row["from_place"], row["to_place"]]
        assert (found.pop("id"), found.pop("label")) == (graphml.leg_id(row), row["mode"])
        assert found == of_flat(shipped, "legs", n, ("from_place", "to_place"))


PARALLEL = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
mode = { "town:pass" = "%s" }
since = 2000
claim = "North."
"""


def test_parallel_legs_stay_apart_in_networkx(network):
    """A road and a railway between the same two places are two edges with two ids."""
    G = network(one=PARALLEL % "road", two=PARALLEL % "rail")
    flat = network_to_flat(G)
    read = (
        nx.parse_graphml(graphml.flat_to_graphml(flat)),
        nx.read_gexf(io.BytesIO(gexf.flat_to_gexf(flat).encode())),
    )
    for H in read:
        assert H.is_multigraph()
        assert sorted(H["town"]["pass"]) == ["town:pass:rail", "town:pass:road"]
        assert H.number_of_edges() == G.number_of_edges()


def test_gexf_names_no_day_of_writing(texts):
    assert "lastmodified" not in texts["gexf"]


def features(text):
    """Return the placemarks that fastkml finds, by the name of their folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would like lxml
        import fastkml
        from fastkml.containers import Folder

    document = fastkml.KML.from_string(text).features[0]
    return document, {f.name: f.features for f in document.features if isinstance(f, Folder)}


def test_fastkml_finds_every_place_and_leg_in_its_folder(shipped, texts):
    document, folders = features(texts["kml"])

    assert (
        document.name
        == "Reported routes of North Korean refugees, 1996-2020, as of 2004 (taken as 1 July 2004)"
    )
    assert list(folders)[:5] == [
        "Places of departure", "Border sections", "Cities", "Diplomatic missions", "Destinations",
    ]  # fmt: skip
    families = [family["name"] for family in json.loads(shipped.about["families"])]
    used = [name for name in folders if name in families]
    assert used == [name for name in families if name in used]
    assert list(folders)[-1] == "Known, but not open: as of 2004 (taken as 1 July 2004)"
    assert sum(map(len, folders.values())) == sum(
        len(shipped.table(t)) for t in ("places", "legs", "dormant")
    )
    leg = folders["Inner Mongolia and Mongolia"][0]
    cells = {cell.name: cell.value for cell in leg.extended_data.elements[0].data}
    assert cells["families"] == "mongolia"
    assert leg.geometry.geom_type == "LineString"


def test_gdal_reads_kml_with_typed_columns(texts, tmp_path):
    import pyogrio

    file = tmp_path / "network.kml"
    file.write_text(texts["kml"], encoding="utf-8")

    cities = pyogrio.read_dataframe(file, layer="Cities", columns=["place", "lon", "lat"])
    assert {kind.kind for kind in cities[["lon", "lat"]].dtypes} == {"f"}
    assert list(cities.geometry.x) == list(cities["lon"])
    assert list(cities.geometry.y) == list(cities["lat"])
    legs = pyogrio.read_dataframe(
        file, layer="Inner Mongolia and Mongolia", columns=["length_km", "description"]
    )
    assert legs["length_km"].max() > 500
    assert legs["description"].str.contains("Sources:\n").all()


def test_gdals_older_reader_of_kml_finds_the_same_folders(texts, tmp_path):
    import pyogrio

    file = tmp_path / "network.kml"
    file.write_text(texts["kml"], encoding="utf-8")
    frame = pyogrio.raw.read(file, layer="Cities", ignore_fields=[])
    assert len(frame[2]) == texts["kml"].count('<SimpleData name="kind">city<')


# KML as it is looked at


def placemarks(text):
    return list(fromstring(text).iter(f"{KML}Placemark"))


def cells_of(placemark):
    return {cell.get("name"): cell.text for cell in placemark.iter(f"{KML}SimpleData")}


def test_a_crossing_is_a_stretch_of_its_border_and_never_a_point(texts):
    on_the_border = 0
    crossings = [p for p in placemarks(texts["kml"]) if cells_of(p).get("kind") == "crossing"]
    for placemark in crossings:
        cells = cells_of(placemark)
        assert placemark.find(f"{KML}Point") is None
        assert ", section of the border " in placemark.findtext(f"{KML}name")
        told = placemark.findtext(f"{KML}LineString/{KML}coordinates").split()
        points = [tuple(map(float, point.split(","))) for point in told]
        try:
            away = [distance_to_border_km(p, cells["country"], cells["other_country"]) for p in points]
        except GeodataError:  # a border at sea: a stroke from west to east
            assert len(points) == 2
        else:
            on_the_border += max(away) < 2
    assert on_the_border > len(crossings) * 0.8


def test_no_balloon_offers_directions(texts):
    """The default balloon would: "To here - From here"."""
    styles = list(fromstring(texts["kml"]).iter(f"{KML}Style"))
    assert styles
    for style in styles:
        balloon = style.findtext(f"{KML}BalloonStyle/{KML}text")
        assert balloon == '<div style="white-space:pre-line">$[description]</div>'


def test_a_balloon_shows_text_of_a_dataset_as_it_stands(shipped):
    """Google Earth reads it as HTML and fills in what stands in $[..]."""
    root = fromstring(kml.flat_to_kml(with_hostile_text(shipped)))
    shown = [
        e.text or "" for e in root.iter() if e.tag in (f"{KML}description", f"{KML}name", f"{KML}Snippet")
    ]
    assert any("&lt;script&gt;" in text for text in shown)
    for text in shown:
        assert "<" not in text
        assert "$[" not in text


def test_kml_asks_the_web_for_nothing(texts):
    assert "<href>" not in texts["kml"]
    assert "Icon>" not in texts["kml"]


def test_dormant_legs_are_hidden_and_say_why(shipped, texts):
    hidden = [p for p in placemarks(texts["kml"]) if p.findtext(f"{KML}visibility") == "0"]
    assert len(hidden) == len(shipped.dormant)
    for placemark, row in zip(hidden, shipped.dormant, strict=True):
        assert f"Not open: {row['reason']}." in placemark.findtext(f"{KML}description")


def test_every_file_says_what_it_is_and_that_it_is_no_advice(texts):
    for text in texts.values():
        head = text[:3000]
        assert "Past reports, not advice" in head
        assert "Reported routes of North Korean refugees, 1996-2020, as of 2004" in head
        assert "Cite as: " in head


def test_a_leg_over_the_antimeridian_is_cut_there():
    places = tuple(
        dict.fromkeys(COLUMNS["places"]) | {"place": name, "name": name, "kind": "city", "country": "FJI", "lon": lon, "lat": -17.0}
        for name, lon in (("west", 179.0), ("east", -179.0))
    )  # fmt: skip
    cells = {ColumnKind.TEXT: "", ColumnKind.NUMBER: 0.0, ColumnKind.FLAG: False}
    leg = {column: cells[kind] for column, kind in COLUMNS["legs"].items()}
    leg |= {"from_place": "west", "to_place": "east", "mode": "sea"}
    root = fromstring(kml.flat_to_kml(replace(EMPTY, places=places, legs=(leg,))))

    lines = [e.text for e in root.iterfind(f".//{KML}MultiGeometry/{KML}LineString/{KML}coordinates")]

    assert len(lines) == 2
    lons = [float(point.split(",")[0]) for line in lines for point in line.split()]
    assert all(-180 <= lon <= 180 for lon in lons)
    assert (lons[0], lons[-1]) == (179.0, -179.0)


def test_infinite_costs_of_legs_that_are_shut_come_back(network):
    shut = """
[[hazard]]
on = "CHN-MNG"
level = "closed"
claim = "Closed."
"""
    flat = network_to_flat(network(gazette=ROUTE + shut))
    (dormant,) = flat.dormant
    assert dormant["risk_cost"] is None
    for name, (write, _) in FORMATS.items():
        H = flat_to_network(back(name, write(flat)), today=TODAY)
        assert math.isinf(H.graph["dormant"][0].data["risk_cost"])


ROUTE = '[[route]]\nvia = ["hill", "river", "town", "pass", "camp", "port"]\nsince = 2000\nclaim = "North."\n'


# changed by others


def told(name, text, error=BadFileError) -> str:
    with pytest.raises(error) as caught:
        flat_to_network(FORMATS[name][1](text, f"network.{name}")[0], today=TODAY)
    return str(caught.value)


@every_format
def test_a_cell_changed_by_hand_is_read_as_it_stands_now(texts, shipped, name):
    row = shipped.legs[0]
    old = {"graphml": f">{row['days']}<", "gexf": f'"{row["days"]}"', "kml": f">{row['days']}<"}[name]
    text = texts[name].replace(old, old.replace(str(row["days"]), "77.5"), 1)
    assert back(name, text).legs[0]["days"] == 77.5


@every_format
def test_text_in_place_of_a_number_is_refused_with_its_row(texts, shipped, name):
    row = shipped.legs[0]
    old = {"graphml": f">{row['days']}<", "gexf": f'"{row["days"]}"', "kml": f">{row['days']}<"}[name]
    text = texts[name].replace(old, old.replace(str(row["days"]), "soon"), 1)
    assert "legs, row 1 (chongjin:east-sea), days: 'soon' - " in told(name, text, NetworkError)


@every_format
def test_a_file_of_another_program_is_no_network(name):
    strange = {
        "graphml": '<graphml><graph edgedefault="directed"><node id="a"/></graph></graphml>',
        "gexf": '<gexf><graph defaultedgetype="directed"><nodes><node id="a"/></nodes></graph></gexf>',
        "kml": "<kml><Document><Placemark/></Document></kml>",
    }
    line = told(name, strange[name], NetworkError)
    assert line.startswith(f"'network.{name}' is no network that this program wrote; ")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("graphml", "<gexf/>", "'network.graphml' is XML, but no GraphML with a graph; export it as GraphML"),
        ("gexf", "<graphml/>", "'network.gexf' is XML, but no GEXF with a graph; export it as GEXF"),
        ("kml", "<kml/>", "'network.kml' is XML, but no KML with a document; export it as KML"),
        ("graphml", '<graphml><graph edgedefault="undirected"/></graphml>', "'network.graphml' holds an undirected graph; export it as a directed one"),
        ("gexf", "<gexf><graph/></gexf>", "'network.gexf' holds an undirected graph; export it as a directed one"),
        ("graphml", '<graphml><graph edgedefault="directed"><data key="x"/></graph></graphml>', "'network.graphml' has data under the key 'x', which it does not define"),
        ("gexf", '<gexf><graph defaultedgetype="directed"><nodes><node id="a"><attvalues><attvalue for="x" value="1"/></attvalues></node></nodes></graph></gexf>', "'network.gexf' has a value for 'x', an attribute that it does not define"),
        ("kml", '<kml><Document><ExtendedData><Data name="claims"><value>{}</value></Data></ExtendedData></Document></kml>', "'network.kml' has no list of rows as claims; export it again"),
        ("kml", '<kml><Document><ExtendedData><Data name="reports"><value>[1</value></Data></ExtendedData></Document></kml>', "'network.kml' is no JSON in line 1"),
    ],
)  # fmt: skip
def test_xml_that_is_another_thing_is_refused(name, text, line):
    assert told(name, text).startswith(line)


def test_gephi_drops_what_stands_in_the_head(texts):
    """What it saves shows the graph still, but says no more on what it rests."""
    text = re.sub(
        r"<meta>.*?</meta>", "<meta><creator>Gephi 0.10</creator></meta>", texts["gexf"], flags=re.DOTALL
    )
    assert "is no network that this program wrote" in told("gexf", text, NetworkError)


def test_keys_may_have_other_ids_as_long_as_they_have_their_names(texts, shipped):
    """Gephi and networkx number them anew."""
    text = re.sub(r'"((?:node|edge|graph)\.[a-z_]+)"', lambda m: f'"d{hash_of(m[1])}"', texts["graphml"])
    assert 'key="d' in text
    assert back("graphml", text) == shipped


def hash_of(text: str) -> int:
    return sum(ord(c) * 31**n for n, c in enumerate(text))


def test_networkx_may_write_the_graphml_again(texts, shipped):
    """It keeps all data; what is empty text there is left out by it or not."""
    G = nx.parse_graphml(texts["graphml"], force_multigraph=True)
    out = io.BytesIO()
    nx.write_graphml(G, out)

    flat, notices = graphml.graphml_to_flat(out.getvalue().decode(), "again.graphml")

    assert nx.utils.graphs_equal(flat_to_network(flat, today=TODAY), flat_to_network(shipped, today=TODAY))
    assert all("left out" in notice for notice in notices)


def test_columns_that_another_program_added_are_told(texts):
    text = texts["graphml"].replace(
        "<graph ", '<key id="x" for="node" attr.name="degree" attr.type="int"/><graph ', 1
    )
    text = text.replace("</node>", '<data key="x">3</data></node>', 1)
    _, notices = graphml.graphml_to_flat(text, "a.graphml")
    assert notices == ("columns of a.graphml that are no part of a network were left out: places.degree",)


def test_a_place_moved_on_the_globe_is_refused(texts):
    text = texts["kml"].replace(
        "<coordinates>127.0,37.6</coordinates>", "<coordinates>127.0,38.6,0</coordinates>"
    )
    assert text != texts["kml"]
    line = told("kml", text, NetworkError)
    assert "(seoul), geometry: the place is drawn at (127, 38.6), but its columns say (127, 37.6)" in line


def test_placemarks_that_somebody_added_are_told(texts):
    text = texts["kml"].replace("</Document>", "<Placemark><name>mine</name></Placemark></Document>")
    _, notices = kml.kml_to_flat(text, "a.kml")
    assert notices == ("1 placemark that is no part of the network left out of a.kml",)


def test_folders_and_their_order_do_not_matter(texts, shipped):
    """Google Earth lets people drag them about."""
    folders = re.findall(r"<Folder>.*?</Folder>", texts["kml"], flags=re.DOTALL)
    head, tail = texts["kml"].split(folders[0])[0], "\n</Document>\n</kml>"
    assert back("kml", head + "\n".join(reversed(folders)) + tail) == shipped
