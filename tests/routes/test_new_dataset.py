"""The dataset to start from is sound, commented, and never written over anything."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest

from routes import (
    FolderTakenError,
    build_network,
    read_dataset,
    validate_dataset,
    validate_network,
    write_new_dataset,
)

TODAY = dt.date(2026, 1, 1)


def test_it_validates_and_has_a_way_from_origin_to_destination(tmp_path):
    """What is written can be read, and answers a first question."""
    folder = write_new_dataset(tmp_path / "deep" / "down" / "mine")
    assert folder == tmp_path / "deep" / "down" / "mine"
    assert validate_dataset(folder, today=TODAY) == ()
    G = build_network(read_dataset(folder, today=TODAY))
    validate_network(G)
    info = G.graph["dataset"]
    assert nx.has_path(G, info.origins[0], info.destinations[0])
    assert G.graph["notices"] == ()


def test_it_is_commented_and_brings_its_schemas(tmp_path):
    """Each TOML file names its schema in the first line, by a path that exists."""
    folder = write_new_dataset(tmp_path / "mine")
    for file in (folder / "dataset.toml", *folder.glob("reports/*.toml")):
        first, *lines = file.read_text(encoding="utf-8").splitlines()
        assert (file.parent / first.removeprefix("#:schema ")).is_file()
        assert sum("#" in line for line in lines) >= 3


def test_it_may_be_written_into_an_empty_folder(tmp_path):
    """An empty folder holds nothing that could be lost."""
    (tmp_path / "mine").mkdir()
    assert validate_dataset(write_new_dataset(tmp_path / "mine"), today=TODAY) == ()


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    """Also one that holds a hidden file only, and nothing is added to it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / ".keep").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTakenError, match="exists already; name a folder that does not"):
        write_new_dataset(folder)
    assert [path.name for path in folder.iterdir()] == [".keep"]
    assert (folder / ".keep").read_text(encoding="utf-8") == "mine"


def test_a_second_time_is_refused(tmp_path):
    """The work of the first time is whole."""
    folder = write_new_dataset(tmp_path / "mine")
    (folder / "places.csv").write_text("edited", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_new_dataset(folder)
    assert (folder / "places.csv").read_text(encoding="utf-8") == "edited"


def test_a_file_of_that_name_is_left_alone(tmp_path):
    """A file is no folder to write into."""
    (tmp_path / "mine").write_text("text", encoding="utf-8")
    with pytest.raises(FolderTakenError):
        write_new_dataset(tmp_path / "mine")
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "text"
