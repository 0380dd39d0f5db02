"""`safepassage figure`: each kind from the command line, and what is refused in one line."""

from __future__ import annotations

import json

import pytest

from safepassage.cli import main


@pytest.mark.parametrize(
    ("arguments", "headline"),
    [
        ((), "Ways that published reports describe, as of 2004"),
        (("--from", "onsong", "--as-of", "2004-06"), "Safest path from Onsong to Seoul, as of 2004-06"),
        (("--kind", "front", "--from", "onsong"), "Shorter or safer: ways from Onsong to Seoul, as of 2004"),
        (
            ("--kind", "scenario", "--from", "onsong", "--close", "CHN-MNG", "--close", "LAO,VNM"),
            "What changes? Safest path from Onsong to Seoul, as of 2004",
        ),
        (
            ("--kind", "timeline", "--from", "onsong", "--years", "2003-2004"),
            "The safest way from Onsong to Seoul, 2003–2004: by which exit?",
        ),
    ],
)
def test_every_kind_is_written_and_its_file_and_title_printed(run, tmp_path, arguments, headline):
    file = tmp_path / "figure.svg"

    code, out, err = run("figure", "-o", str(file), "--width", "120", *arguments)

    assert (code, err) == (0, "")
    assert out.startswith(f"{file}\n{headline}; 120 x ")
    assert "<svg" in file.read_text(encoding="utf-8")


def test_json_tells_file_size_and_stamp(run, tmp_path):
    file = tmp_path / "figure.png"

    code, out, _ = run(
        "figure", "-o", str(file), "--from", "onsong", "--as-of", "2004-06", "--close", "CHN-MNG", "--dpi", "80", "--json"
    )  # fmt: skip

    told = json.loads(out)
    assert code == 0
    assert told["file"] == str(file)
    assert told["bytes"] == file.stat().st_size
    assert (told["kind"], told["width_mm"]) == ("network", 180)
    assert told["as_of"] == "2004-06 (taken as 15 June 2004)"
    assert told["scenario"] == ["CHN-MNG closed"]


def test_each_closure_is_a_panel_and_those_joined_by_commas_are_one(run, tmp_path):
    code, out, _ = run(
        "figure", "-o", str(tmp_path / "a.pdf"), "--kind", "scenario", "--from", "onsong",
        "--close", "CHN-MNG", "--close", "mission@CHN", "--close", "CHN-MNG,mission@CHN", "--json",
    )  # fmt: skip

    assert code == 0
    assert json.loads(out)["cases"] == 3


def test_two_dates_are_compared(run, tmp_path):
    code, out, _ = run(
        "figure", "-o", str(tmp_path / "a.svg"), "--kind", "scenario", "--from", "onsong",
        "--as-of", "2001", "--as-of", "2006", "--json",
    )  # fmt: skip

    assert (code, json.loads(out)["cases"]) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "figure.gif"), ".svg or .pdf or .png"),
        (("-o", "figure.svg", "--width", "20"), "80 to 400 mm"),
        (("-o", "figure.png", "--dpi", "9"), "72 to 1200"),
        (("-o", "figure.svg", "--to", "seoul"), "--to needs --from"),
        (("-o", "figure.svg", "--kind", "front"), "--kind front needs --from"),
        (("-o", "figure.svg", "--kind", "timeline"), "--kind timeline needs --from"),
        (("-o", "figure.svg", "--kind", "scenario", "--from", "onsong"), "nothing to compare"),
        (("-o", "figure.svg", "--years", "2001"), "--years is for --kind timeline"),
        (("-o", "figure.svg", "--as-of", "2001", "--as-of", "2004"), "one date can be drawn"),
        (("-o", "f.svg", "--kind", "timeline", "--from", "onsong", "--years", "soon"), "no stretch of years"),
        (("-o", "f.svg", "--kind", "timeline", "--from", "onsong", "--years", "2005-2001"), "no stretch of years"),
        (("-o", "f.svg", "--kind", "timeline", "--from", "onsong,hyesan"), "one way"),
        (("-o", "f.svg", "--kind", "timeline", "--from", "onsong", "--as-of", "2004"), "--years 2001-2010"),
        (("-o", "f.svg", "--from", "onsnog"), "onsong"),
        (
            ("-o", "f.svg", "--kind", "scenario", "--from", "onsong", "--as-of", "1", "--as-of", "2", "--close", "LAO"),
            "ask for one of the two",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_figure_is_refused_in_words(run, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)

    code, out, err = run("figure", *arguments)

    assert code != 0
    assert out == ""
    assert told in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_a_dataset_of_ones_own_is_drawn(tmp_path, capsys):
    for arguments in (
        ["new-dataset", str(tmp_path / "mine")],
        ["figure", "-o", str(tmp_path / "a.svg"), "--dataset", str(tmp_path / "mine"), "--from", "hill-town"],
        [
            "figure", "-o", str(tmp_path / "b.svg"), "--dataset", str(tmp_path / "mine"), "--from", "hill-town",
            "--kind", "timeline",
        ],
    ):  # fmt: skip
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
    assert "Harbour City" in (tmp_path / "a.svg").read_text(encoding="utf-8")
