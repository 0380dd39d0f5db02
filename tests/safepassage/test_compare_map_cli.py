"""`safepassage compare --map`: the page, beside the table or alone."""

from __future__ import annotations

import json

import safepassage as sp

SHUT = ("compare", "--close", "CHN-MNG", "--as-of", "2004-06")


def test_page_is_written_instead_of_printing(run, tmp_path):
    """The file is named, and is the page that a script writes."""
    page = tmp_path / "shut.html"
    code, out, err = run(*SHUT, "--map", str(page))

    assert (code, err) == (0, "")
    assert out == f"{page}\n15 ways before and after; open the page in any browser.\n"
    found = sp.compare(sp.load_network("2004-06"), sp.Scenario(close="CHN-MNG"))
    again = sp.save_comparison_map(found, tmp_path / "again.html")
    assert page.read_bytes() == again.read_bytes()


def test_table_and_page_can_be_had_together(run, tmp_path):
    """JSON names both files and their sizes."""
    table, page = tmp_path / "shut.csv", tmp_path / "shut.html"
    told = json.loads(run(*SHUT, "-o", str(table), "--map", str(page), "--json")[1])

    assert (
        told.items()
        >= {
            "file": str(table),
            "bytes": table.stat().st_size,
            "map": str(page),
            "map_bytes": page.stat().st_size,
            "rows": 15,
        }.items()
    )


def test_page_is_no_table(run, tmp_path):
    """A page named as a table, or both by one name, is refused before anything is written."""
    for asked in (("--map", "x.csv"), ("-o", "x.csv", "--map", "x.csv")):
        code, out, err = run(*SHUT, *(str(tmp_path / part) if "." in part else part for part in asked))

        assert (code, out) == (2, "")
        assert "'x.csv' ends in '.csv'; a page is written as .html" in err
    assert list(tmp_path.iterdir()) == []
