"""How a network looks in QGIS when its file is opened: a style for each layer, as QML text.

QGIS takes the default style of a layer out of the table ``layer_styles`` of a GeoPackage. Legs are
coloured by their risk index in the classes of the dataset's own scale; colour grows darker and lines
wider with risk, so that grey paper and every eye tell them apart, and the dash says the mode. Each
direction is drawn on its right-hand side. A crossing is a section of a border and is drawn as a soft
patch of the size of the rounding, never as a point.

A style holds constant expressions and the numbers of the scale, no text of a dataset: labels name a
column and nothing that stands in it is run.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEVEL_COLORS = {
    "minimal": "#e2a52d",
    "low": "#dd7a2b",
    "moderate": "#c2432f",
    "high": "#8c2045",
    "severe": "#450c34",
}
_INK, _PAPER, _SOFT, _HAVEN = "#20262d", "#ffffff", "#8b949c", "#0b6b5d"
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
_PATCH_KM = 11.0
# where labels crowd one another, those of crossings and of cities on the way give way
_LABEL_BY_KIND = {
    "Size": "CASE WHEN \"kind\" IN ('origin', 'destination') THEN 9 ELSE 8 END",
    "Bold": "\"kind\" = 'destination'",
    "Italic": "\"kind\" IN ('crossing', 'mission')",
    "Priority": "CASE WHEN \"kind\" = 'destination' THEN 10 WHEN \"kind\" = 'origin' THEN 8 "
    "WHEN \"kind\" = 'crossing' THEN 2 ELSE 5 END",
}

Properties = dict[str, str | float]


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
        symbols.append(_symbol("line", _leg_layers(LEVEL_COLORS[level], width), number))
    return _style(renderer, geometry="1", label=None)


def dormant_style() -> str:
    """Return the style of legs that are known but not open: thin and grey."""
    renderer = Element("renderer-v2", type="singleSymbol", symbollevels="0")
    symbols = SubElement(renderer, "symbols")
    line = _line(_SOFT, 0.35, expressions={"customDash": _DASH_BY_MODE})
    symbols.append(_symbol("line", [line], 0, alpha=0.7))
    return _style(renderer, geometry="1", label=None)


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
        "crossing": ("crossing: a section of a border", [_patch()]),
        "city": ("city", [_haven_ring(3.4), _mark("circle", 2.0)]),
        "mission": (
            "diplomatic missions",
            [_haven_ring(4.2, "3,-2"), _mark("diamond", 2.8, fill=_INK, offset="3,-2")],
        ),
        "origin": ("place of departure", [_mark("square", 2.8, fill=_INK)]),
        "destination": ("destination", [_mark("circle", 4.4), _mark("circle", 2.0, fill=_INK)]),
    }
    for number, (kind, (label, layers)) in enumerate(kinds.items()):
        SubElement(categories, "category", symbol=str(number), value=kind, label=label, render="true")
        symbols.append(_symbol("marker", layers, number))
    return _style(renderer, geometry="0", label="name")


def _leg_layers(color: str, width_mm: float) -> list[Element]:
    arrow = _symbol("marker", [_mark("arrowhead", 2.6, fill=color, stroke=color)], "@0@1")
    middle = _layer("MarkerLine", {"placement": "centralpoint", "rotate": "1", "offset": -_SIDE_MM})
    middle.append(arrow)
    # a white core tells the grade of the evidence, as on the map: none, broken, whole
    core = _line(
        _PAPER,
        round(width_mm * 0.35, 2),
        expressions={
            "enabled": "\"evidence\" IN ('partly', 'inferred')",
            "customDash": "CASE WHEN \"evidence\" = 'partly' THEN '1.6;1.6' END",
        },
    )
    return [_line(color, width_mm, expressions={"customDash": _DASH_BY_MODE}), core, middle]


def _line(color: str, width_mm: float, expressions: Mapping[str, str]) -> Element:
    return _layer(
        "SimpleLine",
        {
            "line_color": _rgba(color),
            "line_width": width_mm,
            "line_width_unit": "MM",
            "line_style": "solid",
            "capstyle": "flat",
            "joinstyle": "round",
            "customdash_unit": "MM",
            "use_custom_dash": "0",
            "offset": -_SIDE_MM,
            "offset_unit": "MM",
        },
        expressions,
    )


def _mark(
    shape: str, size_mm: float, *, fill: str = _PAPER, stroke: str = _INK, offset: str = "0,0"
) -> Element:
    return _layer(
        "SimpleMarker",
        {
            "name": shape,
            "size": size_mm,
            "size_unit": "MM",
            "color": _rgba(fill),
            "outline_color": _rgba(stroke),
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
        "color": _rgba(_PAPER),
        "outline_color": _rgba(_HAVEN),
        "outline_width": 0.5,
        "offset": offset,
    }
    return _layer("SimpleMarker", ring, {"enabled": "coalesce(\"haven\", '') <> ''"})


def _patch() -> Element:
    """Return the mark of a section of a border: as wide as the rounding of its place."""
    patch: Properties = {
        "name": "circle",
        "size": _PATCH_KM * 1000,
        "size_unit": "RenderMetersInMapUnits",
        "size_map_unit_scale": "3x:0,0,1,3,1,20",  # between 3 and 20 mm at every scale
        "color": _rgba(_SOFT, 150),
        "outline_style": "no",
    }
    return _layer("SimpleMarker", patch)


def _layer(
    kind: str, properties: Mapping[str, str | float], expressions: Mapping[str, str] | None = None
) -> Element:
    layer = Element("layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        SubElement(options, "Option", name=name, value=str(value), type="QString")
    if expressions:
        SubElement(layer, "data_defined_properties").append(_by_expression(expressions))
    return layer


def _by_expression(expressions: Mapping[str, str]) -> Element:
    """Return properties that depend on the columns of each row."""
    told = Element("Option", type="Map")
    SubElement(told, "Option", name="name", value="", type="QString")
    defined = SubElement(told, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        one = SubElement(defined, "Option", name=name, type="Map")
        SubElement(one, "Option", name="active", value="true", type="bool")
        SubElement(one, "Option", name="expression", value=expression, type="QString")
        SubElement(one, "Option", name="type", value="3", type="int")  # an expression
    SubElement(told, "Option", name="type", value="collection", type="QString")
    return told


def _symbol(kind: str, layers: Sequence[Element], name: str | int, *, alpha: float = 1.0) -> Element:
    symbol = Element(
        "symbol",
        {"type": kind, "name": str(name), "alpha": f"{alpha:g}", "clip_to_extent": "1", "force_rhr": "0"},
    )
    symbol.extend(layers)
    return symbol


def _style(renderer: Element, *, geometry: str, label: str | None) -> str:
    categories = "Symbology|Labeling" if label else "Symbology"
    style = Element("qgis", version="3.22.0", styleCategories=categories, labelsEnabled=str(int(bool(label))))
    style.append(renderer)
    if label:
        style.append(_labeling(label))
    SubElement(style, "layerGeometryType").text = geometry
    indent(style, " ")
    head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + tostring(style, encoding="unicode") + "\n"


def _labeling(column: str) -> Element:
    """Return labels that show a column as it stands: no expression, no markup."""
    labeling = Element("labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    text = SubElement(
        settings,
        "text-style",
        fieldName=column,
        isExpression="0",
        allowHtml="0",
        fontSize="8",
        fontSizeUnit="Point",
        textColor=_rgba(_INK),
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_rgba(_PAPER),
        bufferOpacity="0.85",
    )
    SubElement(
        settings,
        "placement",
        placement="6",
        dist="1",
        distUnits="MM",
        offsetType="1",
        predefinedPositionOrder="R,L,TR,BR,TL,BL,TSR,BSR,T,B",
    )
    SubElement(settings, "rendering", drawLabels="1", obstacle="1", displayAll="0", scaleVisibility="0")
    SubElement(settings, "dd_properties").append(_by_expression(_LABEL_BY_KIND))
    return labeling


def _rgba(color: str, alpha: int = 255) -> str:
    """Return a colour as QGIS writes it: red, green, blue and alpha."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
