"""From degrees to mm of paper: an equal-area map round the places that are shown.

Up to a hundred degrees across, a figure is Lambert's azimuthal equal-area map with its centre in
the middle of what it shows: areas are true, north is up along the middle. What is wider is drawn as
Equal Earth. Both are asked of PROJ by name. Points are (lon, lat), EPSG:4326; on a panel x runs right
and y *up*, in mm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from pyproj import Proj

    from geodata import LonLat

_WIDE_DEGREES = 100.0
_LEAST_KM = 240.0  # a single town is not shown closer than its rounding allows
_LEAST_M = _LEAST_KM * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A part of the earth on a panel: its projection, its corner in m, its scale and its size in mm."""

    proj: Proj
    middle: LonLat
    left_m: float
    bottom_m: float
    mm_per_m: float
    width_mm: float
    height_mm: float
    name: str

    def to_mm(self, points: Sequence[LonLat] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points of the earth as points of the panel, one a row; none for none."""
        import numpy as np  # noqa: PLC0415 - only where something is drawn

        if not len(points):
            return np.empty((0, 2))
        lonlat = np.asarray(points, dtype=float)
        x, y = self.proj(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([(x - self.left_m) * self.mm_per_m, (y - self.bottom_m) * self.mm_per_m])

    def window(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees of what the panel may show, a little more than less."""
        import numpy as np  # noqa: PLC0415

        x, y = np.meshgrid(
            np.linspace(-0.02, 1.02, 25) * self.width_mm, np.linspace(-0.02, 1.02, 25) * self.height_mm
        )
        lon, lat = self.proj(x / self.mm_per_m + self.left_m, y / self.mm_per_m + self.bottom_m, inverse=True)
        fine = np.isfinite(lon) & np.isfinite(lat)
        if not fine.all():  # the panel reaches beyond the edge of the map
            return (self.middle[0] - 179.9, -89.9, self.middle[0] + 179.9, 89.9)
        turned = self.middle[0] + (lon - self.middle[0] + 180) % 360 - 180
        return (turned.min() - 0.5, lat.min() - 0.5, turned.max() + 0.5, lat.max() + 0.5)

    def has(self, x: float, y: float) -> bool:
        """Return whether a point in mm lies on the panel."""
        return 0 <= x <= self.width_mm and 0 <= y <= self.height_mm

    def km_per_mm(self) -> float:
        """Return how many km a mm stands for in the middle of the panel."""
        return 1 / self.mm_per_m / 1000


def view_of(
    points: Iterable[LonLat],
    width_mm: float,
    *,
    ratio: tuple[float, float] = (0.55, 1.2),
    pad: float = 0.07,
) -> View:
    """Return the view that holds some points, with room around them.

    Parameters
    ----------
    points
        What must be seen; without any, the whole earth.
    width_mm
        The width of the panel.
    ratio
        The least and the greatest height, as shares of the width.
    pad
        The room around the points, as a share of what they span.

    Examples
    --------
    >>> view = view_of([(100.0, 10.0), (130.0, 45.0)], 172)
    >>> x, y = view.to_mm([(100.0, 10.0)])[0]
    >>> bool(0 < x < 172 and 0 < y < view.height_mm), view.name
    (True, 'Lambert azimuthal equal-area')
    """
    from pyproj import Proj  # noqa: PLC0415

    shown = list(points) or [(-170.0, -55.0), (170.0, 75.0)]
    west, east = _narrowest([lon for lon, _ in shown])
    south, north = min(lat for _, lat in shown), max(lat for _, lat in shown)
    lon_0, lat_0 = round((west + east) / 2, 1), round((south + north) / 2, 1)
    if max(east - west, north - south) <= _WIDE_DEGREES:
        name, proj = (
            "Lambert azimuthal equal-area",
            Proj(proj="laea", lon_0=lon_0, lat_0=lat_0, ellps="WGS84"),
        )
    else:
        name, proj = "Equal Earth", Proj(proj="eqearth", lon_0=lon_0, ellps="WGS84")
    xs, ys = proj([lon for lon, _ in shown], [lat for _, lat in shown])
    wide = max(max(xs) - min(xs), _LEAST_M) * (1 + 2 * pad)
    high = max(max(ys) - min(ys), _LEAST_M) * (1 + 2 * pad)
    low, most = ratio
    wide, high = max(wide, high / most), max(high, wide * low)
    mm_per_m = width_mm / wide
    return View(
        proj=proj,
        middle=(lon_0, lat_0),
        left_m=(max(xs) + min(xs) - wide) / 2,
        bottom_m=(max(ys) + min(ys) - high) / 2,
        mm_per_m=mm_per_m,
        width_mm=width_mm,
        height_mm=high * mm_per_m,
        name=name,
    )


def _narrowest(lons: Sequence[float]) -> tuple[float, float]:
    """Return the shortest stretch of longitudes that holds all, which may run on beyond 180 degrees."""
    around = sorted({lon % 360 for lon in lons})
    gaps = [(after - before, before, after) for before, after in pairwise([*around, around[0] + 360])]
    _, before, after = max(gaps)
    west, east = after % 360, before if before >= after % 360 else before + 360
    turns = 360 * math.floor(((west + east) / 2 + 180) / 360)
    return west - turns, east - turns


def round_length_km(most_km: float) -> float:
    """Return the longest of 1, 2 and 5 times a power of ten that is not longer than some km.

    Examples
    --------
    >>> round_length_km(730.0), round_length_km(49.0)
    (500.0, 20.0)
    """
    power = 10.0 ** math.floor(math.log10(most_km))
    return next(step * power for step in (5, 2, 1) if step * power <= most_km)
