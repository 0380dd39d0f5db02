"""The pieces of a style of QGIS as XML: symbols, their layers, labels, what depends on a row."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INK, PAPER = "#20262d", "#ffffff"

Properties = dict[str, str | float]

# where labels crowd one another, those of crossings and of cities on the way give way
_LABEL_BY_KIND = {
    "Size": "CASE WHEN \"kind\" IN ('origin', 'destination') THEN 9 ELSE 8 END",
    "Bold": "\"kind\" = 'destination'",
    "Italic": "\"kind\" IN ('crossing', 'mission')",
    "Priority": "CASE WHEN \"kind\" = 'destination' THEN 10 WHEN \"kind\" = 'origin' THEN 8 "
    "WHEN \"kind\" = 'crossing' THEN 2 ELSE 5 END",
}


def symbol_layer(
    kind: str, properties: Mapping[str, str | float], expressions: Mapping[str, str] | None = None
) -> Element:
    """Return one layer of a symbol; ``expressions`` are properties that depend on a row's columns."""
    layer = Element("layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        SubElement(options, "Option", name=name, value=str(value), type="QString")
    if expressions:
        SubElement(layer, "data_defined_properties").append(by_expression(expressions))
    return layer


def by_expression(expressions: Mapping[str, str]) -> Element:
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


def symbol(kind: str, layers: Sequence[Element], name: str | int, *, alpha: float = 1.0) -> Element:
    """Return a symbol of some layers, the lowest first; ``kind`` is line or marker."""
    symbol = Element(
        "symbol",
        {"type": kind, "name": str(name), "alpha": f"{alpha:g}", "clip_to_extent": "1", "force_rhr": "0"},
    )
    symbol.extend(layers)
    return symbol


def style_text(renderer: Element, *, geometry: str, label: str | None) -> str:
    """Return a style as text: a renderer, and the column that labels show, if any.

    ``geometry`` is "0" for points and "1" for lines.
    """
    categories = "Symbology|Labeling" if label else "Symbology"
    style = Element("qgis", version="3.22.0", styleCategories=categories, labelsEnabled=str(int(bool(label))))
    style.append(renderer)
    if label:
        style.append(labels_of(label))
    SubElement(style, "layerGeometryType").text = geometry
    indent(style, " ")
    head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + tostring(style, encoding="unicode") + "\n"


def labels_of(column: str) -> Element:
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
        textColor=rgba(INK),
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=rgba(PAPER),
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
    SubElement(settings, "dd_properties").append(by_expression(_LABEL_BY_KIND))
    return labeling


def rgba(color: str, alpha: int = 255) -> str:
    """Return a colour as QGIS writes it: red, green, blue and alpha."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
