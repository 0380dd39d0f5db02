r"""The build script's own part: shared arcs, simplified once.

Two squares side by side, with a bend in the edge that they share, and an island:

    y                            A: west of the bent line, B: east of it
    4   a---b---c
    3   |    \  |      s--t      a=(0,4) b=(4,4) c=(8,4)
    2   |     x |      |  |      x=(5,2): the bend
    1   |    /  |      v--u
    0   f---e---d                d=(8,0) e=(4,0) f=(0,0)
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
import shapely

SCRIPT = Path(__file__).parents[2] / "scripts" / "topology.py"
A = [(0, 4), (4, 4), (5, 2), (4, 0), (0, 0)]
B = [(4, 4), (8, 4), (8, 0), (4, 0), (5, 2)]
ISLAND = [(12, 3), (13, 3), (13, 2), (12, 2)]
FEATURES = [({"iso": "A"}, [[A]]), ({"iso": "B"}, [[B], [ISLAND]])]


@pytest.fixture(scope="module")
def topology():
    """Return the script as a module; it is not part of the installed packages."""
    spec = importlib.util.spec_from_file_location("topology_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_a_shared_edge_is_one_arc(topology):
    """The bent edge is stored once; one country walks it forwards, the other backwards."""
    arcs, (a, b) = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    shared, single = topology.shared_and_single([a, b])

    assert len(arcs) == 4  # the rest of A, the edge, the rest of B, the island
    assert [set(arcs[n]) for n in shared] == [{(4, 4), (5, 2), (4, 0)}]
    assert len(single) == 3
    assert {shared[0], ~shared[0]} == {n for shape in (a, b) for n in shape.polygons[0][0]} & {
        shared[0],
        ~shared[0],
    }


def test_rings_are_found_again(topology):
    """Walking the arcs of a polygon gives its points back, none lost and none twice."""
    arcs, (a, b) = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    assert sorted(topology.walk_ring(a.polygons[0][0], arcs)) == sorted(A)
    assert [
        shapely.Polygon(B).equals(p) or shapely.Polygon(ISLAND).equals(p)
        for p in topology.to_polygons(b.polygons, arcs)
    ]


def test_simplified_neighbours_still_meet(topology):
    """With a tolerance above the bend the shared edge becomes straight for both."""
    arcs, shapes = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    simple = topology.simplify_arcs(arcs, shapes, tolerance=lambda point: 1.5, scale=(1.0, 1.0))
    a, b = (shapely.union_all(topology.to_polygons(shape.polygons, simple)) for shape in shapes)

    assert shapely.coverage_is_valid([a, b])
    assert a.area == 16  # the triangle of the bend, 1 x 4 / 2, has gone to B
    assert shapely.union_all([a, b]).area == 32 + 1


def test_simplifying_never_crushes_a_polygon(topology):
    """A tolerance larger than a polygon is lowered until the polygon stands."""
    arcs, shapes = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    simple = topology.simplify_arcs(arcs, shapes, tolerance=lambda point: 100.0, scale=(1.0, 1.0))
    assert all(p.is_valid and p.area > 0 for s in shapes for p in topology.to_polygons(s.polygons, simple))


def test_only_islands_are_dropped(topology):
    """A small polygon that touches nothing goes; one that touches a neighbour stays however small."""
    arcs, (a, b) = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    topology.drop_islands(arcs, [a, b], is_small=lambda polygon: True)
    assert [len(a.polygons), len(b.polygons)] == [1, 1]


def test_clip_keeps_what_lies_inside_untouched(topology):
    """Polygons inside the window keep their points; others are cut and rounded to the grid."""
    window = shapely.box(0, 0, 6, 4)
    inside, cut = topology.clip_polygons([shapely.Polygon(A), shapely.Polygon(B)], window)
    assert set(inside[0]) == set(A)
    assert set(cut[0]) == {(4, 4), (6, 4), (6, 0), (4, 0), (5, 2)}
    assert topology.clip_polygons([shapely.Polygon(ISLAND)], window) == []


def test_encoded_arcs_decode_again(topology):
    """What is written is delta-coded, numbered anew in order of use, without unused arcs."""
    arcs, shapes = topology.build_arcs(FEATURES, cut_at=lambda point: "")
    written = topology.encode([*arcs, ((0, 0), (9, 9))], {"countries": shapes}, transform={})
    assert topology.decode_arcs(written) == arcs
    assert written["objects"]["countries"]["geometries"][0]["properties"] == {"iso": "A"}
