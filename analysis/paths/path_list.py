"""Several paths that answer one question: the k best, dissimilar ones, a front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from .results import PathResult
from .unreachable import why_no_way

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

    from .question import Question


@dataclass(frozen=True, kw_only=True, repr=False)
class PathList(Sequence[PathResult]):
    """Several answers to one question, in their order; empty where there is no way through.

    ``title`` says what they are, ``note`` what holds for all of them.
    """

    question: Question
    paths: tuple[PathResult, ...]
    title: str
    note: str = ""

    def __repr__(self) -> str:
        """Return the title and how many there are."""
        return f"<{type(self).__name__} {self.title}: {len(self.paths)} found>"

    def _repr_html_(self) -> str:
        """Return the paths as a table, for notebooks."""
        from .tables import paths_to_html  # noqa: PLC0415 - for notebooks only

        return paths_to_html(self)

    def __len__(self) -> int:
        """Return how many paths were found."""
        return len(self.paths)

    @overload
    def __getitem__(self, at: int) -> PathResult: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PathResult]: ...
    def __getitem__(self, at: int | slice) -> PathResult | Sequence[PathResult]:
        """Return one path, or several, by rank from 0."""
        return self.paths[at]

    def __iter__(self) -> Iterator[PathResult]:
        """Iterate over the paths, best first."""
        return iter(self.paths)

    @property
    def network(self) -> nx.MultiDiGraph[str]:
        """Return the network in which the paths were sought."""
        return self.question.network

    @property
    def found(self) -> bool:
        """Return whether there is any way through."""
        return bool(self.paths)

    @cached_property
    def reason(self) -> str:
        """Return why there is no way through; empty if there is one."""
        return "" if self.found else why_no_way(self.question)

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a path as a GeoDataFrame, EPSG:4326; see `analysis.paths.tables.paths_to_gdf`."""
        from .tables import paths_to_gdf  # noqa: PLC0415 - half a second that a path question does not have

        return paths_to_gdf(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return the paths as a GeoJSON feature collection; see `analysis.paths.tables.paths_to_geojson`."""
        from .tables import paths_to_geojson  # noqa: PLC0415

        return paths_to_geojson(self)
