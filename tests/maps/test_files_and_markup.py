"""Files that are whole or not there, and markup in which text of the data is only text."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import FormatError, read_suffix, write_text_whole
from maps.markup import Markup, join, tag


def test_text_reaches_the_file(tmp_path):
    """The file holds the text in UTF-8, and the folder nothing else."""
    path = write_text_whole(tmp_path / "a.svg", "길\n")

    assert path.read_bytes() == "길\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.svg"]


def test_failure_leaves_the_folder_as_it_was(tmp_path):
    """A text that cannot be written leaves the old file and no litter."""
    (tmp_path / "a.svg").write_text("old", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        write_text_whole(tmp_path / "a.svg", "\ud800")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.svg"]


@pytest.mark.parametrize("name", ["timeline.png", "timeline", "timeline.svg.gz"])
def test_unknown_suffix_is_told(name):
    """The message names the file, the formats that are known, and the remedy."""
    with pytest.raises(FormatError, match=rf"'{name}'.*\.svg or \.html\. Name the file"):
        read_suffix(name, (".svg", ".html"), "this picture")


@given(st.text(), st.text())
def test_any_text_survives_as_text(text, value):
    """What comes out of a parser is what went in, but for characters that XML cannot hold."""
    parsed = ET.fromstring(tag("p", text, tag("b", text), title=value))  # noqa: S314 - our own

    def held(given):
        return "".join(c if c in "\t\n\r" or " " <= c not in "\ufffe\uffff" else "\ufffd" for c in given)

    def read(found):
        return (found or "").replace("\r\n", "\n").replace("\r", "\n")

    assert read(parsed.text) == held(text).replace("\r\n", "\n").replace("\r", "\n")
    assert parsed[0].tag == "b"
    assert parsed.get("title") == held(value)


def test_only_markup_is_taken_as_markup():
    """A plain string is escaped wherever it stands; lists are flattened; nothing is left out but None."""
    assert tag("p", ["<", None, tag("i", "x")], hidden=True, id=None) == '<p hidden="hidden">&lt;<i>x</i></p>'
    assert join("a&", Markup("<b></b>")) == "a&amp;<b></b>"
