"""The page as a file: the same bytes, whole or not at all, and nothing that asks the network."""

import datetime as dt
import json
import re

import folium
import folium.plugins
import pytest

from maps import build_route_map, render_route_map, save_route_map
from routes import build_network, read_dataset, shipped_dataset_path


def test_same_network_gives_the_same_bytes(network, drawn, safest):
    """Neither a clock, nor chance, nor the run leaves a trace in the page."""
    assert render_route_map(network, paths=[safest]) == render_route_map(drawn(), paths=[safest])


def test_map_is_a_folium_map(network):
    """Notebooks show it, and its root renders the page."""
    shell = build_route_map(network)

    assert isinstance(shell, folium.Map)
    assert shell.get_root().render() == render_route_map(network)
    assert "srcdoc" in shell._repr_html_()


def test_links_of_folium_cannot_be_added(network):
    """A marker with an icon needs fonts of a server: refused when the page is rendered."""
    shell = build_route_map(network)
    folium.TileLayer("OpenStreetMap").add_to(shell)
    folium.plugins.MiniMap().add_to(shell)

    with pytest.raises(ValueError, match="Pages make no network request"):
        shell.get_root().render()


def test_page_is_small(network):
    """Map, Leaflet, basemap and data stay well under 1.5 MB."""
    assert len(render_route_map(network).encode()) < 1_500_000


def test_day_of_making_is_printed_only_if_given(network):
    """The day comes from the caller."""
    data = re.search(r'id="route-data">(.*?)</script>', render_route_map(network, today=dt.date(2026, 1, 2)))[
        1
    ]

    assert json.loads(data)["meta"]["made"] == "2026-01-02"
    assert "2026" not in json.dumps(
        json.loads(re.search(r'id="route-data">(.*?)</script>', render_route_map(network))[1])["meta"]
    )


def test_file_holds_the_page(network, tmp_path):
    """What is saved is what is rendered; the folder holds nothing else."""
    path = save_route_map(network, tmp_path / "routes.html")

    assert path.read_text(encoding="utf-8") == render_route_map(network)
    assert [p.name for p in tmp_path.iterdir()] == ["routes.html"]


def test_failed_run_leaves_the_old_file_whole(network, tmp_path, monkeypatch):
    """A page that cannot be finished changes nothing on disk."""
    path = tmp_path / "routes.html"
    path.write_text("old", encoding="utf-8")
    del network.graph["scale"]

    with pytest.raises(KeyError):
        save_route_map(network, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["routes.html"]


def test_failed_rename_leaves_no_litter(network, tmp_path):
    """If the file cannot be replaced, the temporary one is taken away."""
    (tmp_path / "routes.html").mkdir()

    with pytest.raises(OSError, match=r"routes\.html"):
        save_route_map(network, tmp_path / "routes.html")
    assert [p.name for p in tmp_path.iterdir()] == ["routes.html"]


def test_nothing_runs_where_the_page_is_built(network, tmp_path):
    """A name that would be a command for a template engine is text, nothing else."""
    witness = tmp_path / "ran"
    network.nodes["yanji"]["name"] = (
        "{{ cycler.__init__.__globals__.os.popen('touch " + str(witness) + "').read() }}"
    )
    network.graph["dataset"] = type(network.graph["dataset"])(
        **{f: getattr(network.graph["dataset"], f) for f in network.graph["dataset"].__slots__}
        | {"title": "{% raw %}{{ 7*7 }}"}
    )

    page = render_route_map(network)

    assert not witness.exists()
    assert "<title>{% raw %}{{ 7*7 }}" in page


def test_shipped_dataset_draws():
    """The network that a newcomer sees first becomes a page, with each of its reports."""
    G = build_network(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)))

    data = json.loads(re.search(r'id="route-data">(.*?)</script>', render_route_map(G))[1])

    assert set(data["reports"]) == set(G.graph["reports"])
    assert len(data["legs"]) == G.number_of_edges()
