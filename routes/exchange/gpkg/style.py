"""How a network looks in QGIS when its file is opened: a style for each layer, as QML text.

QGIS takes the default style of a layer out of the table ``layer_styles`` of a GeoPackage. Legs are
coloured by their risk index in the classes of the dataset's own scale; colour grows darker and lines
wider with risk, so that grey paper and every eye tell them apart, and the dash says the mode. Each
direction is drawn on its right-hand side. A crossing is a section of a border and is drawn as a band
along it, never as a point.

A style holds constant expressions and the numbers of the scale, no text of a dataset: labels name a
column and nothing that stands in it is run.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from .qml import INK, PAPER, Properties, rgba, style_text, symbol, symbol_layer

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVEL_COLORS = {
    "minimal": "#e2a52d",
    "low": "#dd7a2b",
    "moderate": "#c2432f",
    "high": "#8c2045",
    "severe": "#450c34",
}
_SOFT, _HAVEN, _STONE = "#8b949c", "#0b6b5d", "#535c67"
_WIDTHS_MM = (0.6, 0.75, 0.9, 1.1, 1.3)
_SIDE_MM = 0.7  # how far to the right of the line between its places a leg is drawn
# millimetres drawn and left out; a mode that is not named is a whole line
_DASHES = {
    "road": "6;1",
    "rail": "2.6;0.7",
    "foot": "0.3;1.4",
    "river": "3;1;0.3;1",
    "sea": "3;2.4",
    "air": "0.8;1.4",
    "entry": "0.5;0.5",
}
_DASH_BY_MODE = (
    "CASE " + " ".join(f"WHEN \"mode\" = '{m}' THEN '{dash}'" for m, dash in _DASHES.items()) + " END"
)


def legs_style(scale: Mapping[str, tuple[float, float]]) -> str:
    """Return the style of legs: colour and width by risk index, dash by mode, an arrow for the direction.

    ``scale`` are the levels of the dataset with their intervals of probability; a class begins where
    the interval of its level does. Without a scale all legs look alike.

    Examples
    --------
    >>> "low: from 0.01" in legs_style({"minimal": (0.001, 0.01), "low": (0.01, 0.05)})
    True
    """
    known = sorted((scale[level][0], level) for level in LEVEL_COLORS if level in scale)
    starts = [0.0, *(start for start, _ in known[1:]), 1.0]
    levels = [level for _, level in known] or ["moderate"]
    renderer = Element(
        "renderer-v2", type="graduatedSymbol", attr="risk_index", graduatedMethod="GraduatedColor"
    )
    renderer.set("symbollevels", "0")
    ranges, symbols = SubElement(renderer, "ranges"), SubElement(renderer, "symbols")
    for number, (level, (start, end)) in enumerate(zip(levels, pairwise(starts), strict=False)):
        said = f"{level}: from {start:g}" if start else f"{level}: under {end:g}"
        SubElement(
            ranges,
            "range",
            symbol=str(number),
            lower=f"{start:.15f}",
            upper=f"{end:.15f}",
            label=said,
            render="true",
        )
        width = _WIDTHS_MM[min(number, len(_WIDTHS_MM) - 1)]
        symbols.append(symbol("line", _leg_layers(LEVEL_COLORS[level], width), number))
    return style_text(renderer, geometry="1", label=None)


def dormant_style() -> str:
    """Return the style of legs that are known but not open: thin and grey."""
    renderer = Element("renderer-v2", type="singleSymbol", symbollevels="0")
    symbols = SubElement(renderer, "symbols")
    line = _line(_SOFT, 0.35, expressions={"customDash": _DASH_BY_MODE})
    symbols.append(symbol("line", [line], 0, alpha=0.7))
    return style_text(renderer, geometry="1", label=None)


def sections_style() -> str:
    """Return the style of crossings as stretches of their border: wide and grey, green in a haven."""
    renderer = Element("renderer-v2", type="singleSymbol", symbollevels="0")
    haven = f"CASE WHEN coalesce(\"haven\", '') <> '' THEN '{_HAVEN}' END"
    symbols = SubElement(renderer, "symbols")
    symbols.append(symbol("line", [_band(PAPER, 2.2), _band(_STONE, 1.5, {"outlineColor": haven})], 0))
    return style_text(renderer, geometry="1", label=None)


def places_style() -> str:
    """Return the style of places: shape and size by kind, their names beside them, havens ringed.

    Examples
    --------
    >>> 'attr="kind"' in places_style()
    True
    """
    renderer = Element("renderer-v2", type="categorizedSymbol", attr="kind", symbollevels="0")
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    kinds: dict[str, tuple[str, list[Element]]] = {
        "crossing": ("crossing: see border_sections", [_foot_of_label()]),
        "city": ("city", [_haven_ring(3.4), _mark("circle", 2.0)]),
        "mission": (
            "diplomatic missions",
            [_haven_ring(4.2, "3,-2"), _mark("diamond", 2.8, fill=INK, offset="3,-2")],
        ),
        "origin": ("place of departure", [_mark("square", 2.8, fill=INK)]),
        "destination": ("destination", [_mark("circle", 4.4), _mark("circle", 2.0, fill=INK)]),
    }
    for number, (kind, (label, layers)) in enumerate(kinds.items()):
        SubElement(categories, "category", symbol=str(number), value=kind, label=label, render="true")
        symbols.append(symbol("marker", layers, number))
    return style_text(renderer, geometry="0", label="name")


def _leg_layers(color: str, width_mm: float) -> list[Element]:
    arrow = symbol("marker", [_mark("arrowhead", 2.6, fill=color, stroke=color)], "@0@1")
    middle = symbol_layer("MarkerLine", {"placement": "centralpoint", "rotate": "1", "offset": -_SIDE_MM})
    middle.append(arrow)
    # a white core tells the grade of the evidence, as on the map: none, broken, whole
    core = _line(
        PAPER,
        round(width_mm * 0.35, 2),
        expressions={
            "enabled": "\"evidence\" IN ('partly', 'inferred')",
            "customDash": "CASE WHEN \"evidence\" = 'partly' THEN '1.6;1.6' END",
        },
    )
    return [_line(color, width_mm, expressions={"customDash": _DASH_BY_MODE}), core, middle]


def _line(color: str, width_mm: float, expressions: Mapping[str, str]) -> Element:
    """Return a line on the right-hand side of the line between two places."""
    offset: Properties = {
        "customdash_unit": "MM",
        "use_custom_dash": "0",
        "offset": -_SIDE_MM,
        "offset_unit": "MM",
    }
    return symbol_layer("SimpleLine", _stroke(color, width_mm) | offset, expressions)


def _band(color: str, width_mm: float, expressions: Mapping[str, str] | None = None) -> Element:
    return symbol_layer("SimpleLine", _stroke(color, width_mm) | {"capstyle": "round"}, expressions)


def _stroke(color: str, width_mm: float) -> Properties:
    return {
        "line_color": rgba(color),
        "line_width": width_mm,
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": "flat",
        "joinstyle": "round",
    }


def _mark(
    shape: str, size_mm: float, *, fill: str = PAPER, stroke: str = INK, offset: str = "0,0"
) -> Element:
    return symbol_layer(
        "SimpleMarker",
        {
            "name": shape,
            "size": size_mm,
            "size_unit": "MM",
            "color": rgba(fill),
            "outline_color": rgba(stroke),
            "outline_width": 0.4,
            "outline_width_unit": "MM",
            "outline_style": "solid",
            "offset": offset,
            "offset_unit": "MM",
        },
    )


def _haven_ring(size_mm: float, offset: str = "0,0") -> Element:
    ring: Properties = {
        "name": "circle",
        "size": size_mm,
        "color": rgba(PAPER),
        "outline_color": rgba(_HAVEN),
        "outline_width": 0.5,
        "offset": offset,
    }
    return symbol_layer("SimpleMarker", ring, {"enabled": "coalesce(\"haven\", '') <> ''"})


def _foot_of_label() -> Element:
    """Return what a crossing has besides its section: something for its label to stand on, hardly seen."""
    foot: Properties = {"name": "circle", "size": 1.2, "color": rgba(_STONE, 90), "outline_style": "no"}
    return symbol_layer("SimpleMarker", foot)
