"""A map with draws from the command line: what is asked, what is said, what is refused."""

import json
import re

import pytest

import safepassage as sp
from analysis import ensemble


def test_map_with_draws_says_how_sure_each_origin_is(run, tmp_path):
    """Each origin has a line with its share, the draws and the seed; the page holds the same draws."""
    page = tmp_path / "routes.html"
    code, out, err = run(
        "map", "-o", str(page), "--from", "onsong, hoeryong", "--as-of", "2012", "--draws", "200"
    )
    G = sp.load_network("2012")
    share = ensemble(G, "onsong", draws=200).standing("onsong").central.share

    assert (code, err) == (0, "")
    assert f"From Onsong: best in {100 * share:.0f} % of 200 draws (seed 0).\n" in out
    assert "From Hoeryong: no way through in any draw" in out
    told = json.loads(re.search(r'id="route-data">(.*?)</script>', page.read_text(encoding="utf-8"))[1])
    assert told["ensemble"]["standings"][0]["central"]["share"] == share
    assert told["ensemble"]["standings"][1]["found"] is False


def test_same_seed_gives_the_same_page(run, tmp_path):
    """Two runs with a seed write the same draws; another seed writes others."""
    pages = []
    for seed in ("7", "7", "8"):
        page = tmp_path / f"{len(pages)}.html"
        code, out, _ = run(
            "map", "-o", str(page), "--from", "onsong", "--draws", "100", "--seed", seed, "--json"
        )
        assert code == 0
        assert (json.loads(out)["draws"], json.loads(out)["seed"]) == (100, int(seed))
        pages.append(re.search(r'"ensemble":\{.*', page.read_text(encoding="utf-8"))[0])

    assert pages[0] == pages[1] != pages[2]


def test_map_without_draws_says_nothing_of_them(run, tmp_path):
    """Draws are made only when they are asked for."""
    page = tmp_path / "routes.html"
    code, out, _ = run("map", "-o", str(page), "--from", "onsong", "--json")

    assert code == 0
    assert "draws" not in json.loads(out)
    assert '"ensemble":null' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--draws", "10"), "--draws needs --from"),
        (("--from", "onsong", "--seed", "1"), "--seed says which draws"),
        (("--from", "onsong", "--draws", "0"), "the number of draws is 0"),
        (("--from", "onsong", "--draws", "-1"), "the number of draws is -1"),
        (("--from", "onsong", "--draws", "10", "--seed", "-1"), "seed"),
        (("--from", "onsong", "--draws", "many"), "many"),
    ],
)
def test_draws_that_cannot_be_made_leave_the_old_file_whole(run, tmp_path, arguments, words):
    """One line, exit code 2, nothing written."""
    page = tmp_path / "routes.html"
    page.write_text("old", encoding="utf-8")
    code, out, err = run("map", "-o", str(page), *arguments)

    assert (code, out) == (2, "")
    assert err.startswith("safepassage: ")
    assert err.count("\n") == 1
    assert words in err
    assert page.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["routes.html"]
