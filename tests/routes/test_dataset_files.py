"""A dataset that is written reads back the same, in one spelling, whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from geodata import Place, PlaceKind
from routes import (
    Assumption,
    DatasetError,
    FlowClaim,
    FolderTakenError,
    JourneyClaim,
    Line,
    TravelMode,
    dataset_texts,
    read_dataset,
    shipped_dataset_path,
    validate_dataset,
    write_dataset,
    write_new_dataset,
)
from routes.words import Counted

datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]
TODAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(shipped_dataset_path(), today=TODAY)


@pytest.fixture
def example(tmp_path):
    """The small dataset that new ones start from: five places, one river, one report."""
    return read_dataset(write_new_dataset(tmp_path / "example"), today=TODAY)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_shipped_dataset_reads_back_equal_and_sound(shipped, tmp_path):
    """160 reports with every kind of claim, Korean names, vague dates, open numbers."""
    folder = write_dataset(shipped, tmp_path / "copy")
    assert read_dataset(folder, today=TODAY) == shipped
    assert validate_dataset(folder, today=TODAY) == ()
    assert (folder / "skeleton.csv").read_bytes() == (shipped_dataset_path() / "skeleton.csv").read_bytes()


def test_a_copy_of_a_copy_has_the_same_bytes(shipped, tmp_path):
    first = write_dataset(shipped, tmp_path / "first")
    second = write_dataset(read_dataset(first, today=TODAY), tmp_path / "second")
    assert files_of(first) == files_of(second)
    assert set(files_of(first)) == set(dataset_texts(shipped))
    assert all(b"\r" not in data for data in files_of(first).values())


def _filled(dataset):
    """Give a drawn dataset the texts that the format asks for."""
    reports = {}
    for key, report in dataset.reports.items():
        day = report.date.start
        text = str(day) if report.date.end == day else str(day.year)
        claims = {
            name: tuple(replace(claim, claim="told") for claim in getattr(report, name))
            for name in ("routes", "hazards", "harms", "havens")
        }
        reports[key] = replace(
            report, publisher="P", title='A "title" \\ of\ta'.replace("\t", " "), date_text=text, **claims
        )
    ways = {claim.id: claim for report in reports.values() for claim in report.routes}
    info = replace(
        dataset.info,
        **dict.fromkeys(("licence", "citation", "contact"), "told"),
        period=replace(dataset.info.period, end=dt.date(2020, 12, 31)),
    )
    names = ("scale", "defaults", "reference_km", "km_per_day")
    return replace(
        dataset,
        info=info,
        reports=reports,
        legs=tuple(replace(leg, claim=ways[leg.claim.id]) for leg in dataset.legs),
        assumptions=tuple(Assumption(name=n, value="as drawn", reason="line one\nline two") for n in names),
        risk=replace(
            dataset.risk, km_per_day={m: k for m, k in dataset.risk.km_per_day.items() if m != "entry"}
        ),
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(dataset=datasets())
def test_any_dataset_that_the_format_allows_reads_back_equal(dataset, tmp_path_factory):
    """Drawn datasets: what the rules refuse is refused by its rule, never by a copy that differs."""
    dataset = _filled(dataset)
    folder = tmp_path_factory.mktemp("drawn") / "copy"
    try:
        write_dataset(dataset, folder)
    except DatasetError as error:
        refused = str(error)
    else:
        refused = ""
    assert "read back as something else" not in refused
    assert folder.exists() == (not refused)
    assume(not refused)
    assert read_dataset(folder, today=dataset.today) == dataset


def test_every_way_to_tell_a_number_of_people_comes_back(example, tmp_path):
    """A few, a number, an interval, from nothing on, at least: as read, so written."""
    (report,) = example.reports.values()
    told = [(1, 4), (450, 450), (0, 10), (5, 7.5), (1, None), (0, None), (30, None)]
    flows = tuple(
        FlowClaim(
            id=f"{report.id}#flow-{n}",
            report=report.id,
            claim="c",
            through="CHN",
            low=float(low),
            high=None if high is None else float(high),
            counted=Counted.ARRIVALS,
        )
        for n, (low, high) in enumerate(told, start=1)
    )
    journeys = (
        JourneyClaim(
            id=f"{report.id}#journey-1",
            report=report.id,
            claim="c",
            source="hill-town",
            target="CHN",
            km=(5.0, 5.0),
        ),
        JourneyClaim(
            id=f"{report.id}#journey-2",
            report=report.id,
            claim="c",
            source="hill-town",
            target="CHN",
            days=(0.5, 3.0),
        ),
    )
    dataset = replace(example, reports={report.id: replace(report, flows=flows, journeys=journeys)})
    assert read_dataset(write_dataset(dataset, tmp_path / "copy"), today=TODAY) == dataset


def test_stated_lengths_come_back_and_other_files_have_no_column_for_them(example, tmp_path):
    first, *others = example.skeleton
    stated = replace(example, skeleton=(replace(first, length_km=120.5), *others))
    folder = write_dataset(stated, tmp_path / "stated")
    assert (folder / "skeleton.csv").read_text().splitlines()[:3] == [
        "from,to,mode,length_km",
        "hill-town,border-river,road,120.5",
        "border-river,ferry-town,road,",
    ]
    assert read_dataset(folder, today=TODAY) == stated
    plain = write_dataset(example, tmp_path / "plain")
    assert (plain / "skeleton.csv").read_text().startswith("from,to,mode\n")


def test_rounded_coordinates_are_written_rounded(example, tmp_path):
    """The notice about rounding is the one thing that a copy need not say again."""
    folder = write_dataset(example, tmp_path / "fine")
    text = (folder / "places.csv").read_text().replace("173.0,30.5", "173.0421,30.5")
    (folder / "places.csv").write_text(text)
    fine = read_dataset(folder, today=TODAY)
    assert fine.notices
    copy = read_dataset(write_dataset(fine, tmp_path / "copy"), today=TODAY)
    assert copy == replace(fine, notices=())


def test_text_that_could_break_a_file_stays_text(example, tmp_path):
    """Quotes, commas, line ends, formulas and keys of TOML are held in their cell or string."""
    hostile = '=1+1", "x"\n[[route]]\nvia = ["a"]\r\n\t\\ # no comment'
    town = replace(
        example.places["ferry-town"], note=hostile.strip(), name="Ferry, \"Town\" =cmd|' /C calc'!A0"
    )
    dataset = replace(
        example, places=example.places | {town.id: town}, info=replace(example.info, contact=hostile)
    )
    assert read_dataset(write_dataset(dataset, tmp_path / "copy"), today=TODAY) == dataset


def test_what_no_file_can_hold_is_refused_and_nothing_is_left(example, tmp_path):
    """Fields that the reader strips, or rounds, would read back as something else."""
    place = Place(id="inn", name=" Inn ", country="CHN", kind=PlaceKind.CITY, lon=1.0, lat=1.0)
    with pytest.raises(DatasetError, match="places would read back as something else"):
        write_dataset(replace(example, places=example.places | {"inn": place}), tmp_path / "copy")
    reports = {key: replace(r, publisher="") for key, r in example.reports.items()}
    with pytest.raises(DatasetError, match=r"publisher.*is empty"):
        write_dataset(replace(example, reports=reports), tmp_path / "copy")
    town = replace(example.places["ferry-town"], name="Ferry \udcff")
    with pytest.raises(DatasetError, match=r"places\.csv: .*half of a character"):
        write_dataset(replace(example, places=example.places | {town.id: town}), tmp_path / "copy")
    line = Line(a="hill-town", b="border-river", mode=TravelMode.FOOT, length_km=1.00004)
    with pytest.raises(DatasetError, match="skeleton would read back as something else"):
        write_dataset(replace(example, skeleton=(*example.skeleton, line)), tmp_path / "copy")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["example"]


def test_nothing_is_overwritten_but_an_empty_folder_serves(example, tmp_path):
    (tmp_path / "empty").mkdir()
    assert write_dataset(example, tmp_path / "empty").joinpath("dataset.toml").exists()
    with pytest.raises(FolderTakenError, match="exists already"):
        write_dataset(example, tmp_path / "empty")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderTakenError):
        write_dataset(example, tmp_path / "link")
    assert not list(tmp_path.rglob(".*"))


def test_the_folder_in_which_one_stands_serves_if_it_is_empty(example, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write_dataset(example, ".")
    assert files_of(Path()) == files_of(write_dataset(example, tmp_path / "there"))
    assert sorted(p.name for p in Path().iterdir()) == [
        "dataset.toml",
        "places.csv",
        "reports",
        "skeleton.csv",
    ]


def test_the_umask_decides_who_may_read_a_new_dataset(example, tmp_path):
    before = os.umask(0o027)
    try:
        folder = write_dataset(example, tmp_path / "copy")
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o750
