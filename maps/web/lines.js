// Lines on the screen: shifted at their ends (twin towns, missions), run side by side as strands,
// and marked with chevrons. All of it in pixels, at every zoom, so that nothing overlaps.

/** By how much a place stands aside: missions always, twin towns once one has zoomed in. */
function shiftAt(place, zoom) {
  const grown = place.kind === "mission" ? 1 : Math.min(1, Math.max(0, (zoom - 5) / 2));
  return [place.shift[0] * grown, place.shift[1] * grown];
}

/** Unit normals at the vertices of a ring of points. */
function normals(points) {
  return points.map((_, i) => {
    const a = points[Math.max(0, i - 1)];
    const b = points[Math.min(points.length - 1, i + 1)];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    return L.point(-(b.y - a.y) / length, (b.x - a.x) / length);
  });
}

/** Move a line by its offset (to the right of its direction) and its ends by their shifts. */
function warp(points, { offset = 0, shiftA, shiftB }, zoom) {
  const [ax, ay] = shiftA ? shiftA(zoom) : [0, 0];
  const [bx, by] = shiftB ? shiftB(zoom) : [0, 0];
  const last = points.length - 1 || 1;
  const shifted = points.map((p, i) => {
    const t = i / last;
    return L.point(p.x + ax * (1 - t) + bx * t, p.y + ay * (1 - t) + by * t);
  });
  if (!offset) return shifted;
  const across = normals(shifted);
  return shifted.map((p, i) => L.point(p.x + across[i].x * offset, p.y + across[i].y * offset));
}

function pixelLength(points) {
  let length = 0;
  for (let i = 1; i < points.length; i += 1) length += points[i].distanceTo(points[i - 1]);
  return length;
}

/** The point at a share of the length of a line, with the unit direction there. */
function pointAlong(points, share) {
  let rest = pixelLength(points) * share;
  for (let i = 1; i < points.length; i += 1) {
    const step = points[i].distanceTo(points[i - 1]);
    if (step >= rest && step > 0) {
      const way = points[i].subtract(points[i - 1]).divideBy(step);
      return { at: points[i - 1].add(way.multiplyBy(rest)), way };
    }
    rest -= step;
  }
  return { at: points[points.length - 1], way: L.point(1, 0) };
}

const OffsetLine = L.Polyline.extend({
  _project() {
    L.Polyline.prototype._project.call(this);
    this._rings = this._rings.map((ring) => warp(ring, this.options, this._map.getZoom()));
    if (!this._rawPxBounds) return;
    const room = Math.abs(this.options.offset || 0) + 30;
    this._rawPxBounds = L.bounds(
      this._rawPxBounds.min.subtract([room, room]), this._rawPxBounds.max.add([room, room]));
    this._updateBounds();
  },
  setOffset(offset) {
    this.options.offset = offset;
    return this.redraw();
  },
});

/** Chevrons in the middle of a leg: they point along it, and their number is its risk level. */
const ChevronLine = OffsetLine.extend({
  options: { noClip: true, smoothFactor: 0, count: 1, reach: 5, minLength: 46 },
  _project() {
    OffsetLine.prototype._project.call(this);
    const { count, reach, minLength, share } = this.options;
    const step = 5;
    this._rings = this._rings.flatMap((ring) => {
      if (pixelLength(ring) < minLength + count * step) return [];
      const { at, way } = pointAlong(ring, share || 0.5);
      const across = L.point(-way.y, way.x);
      return Array.from({ length: count }, (_, i) => {
        const tip = at.add(way.multiplyBy((i - (count - 1) / 2) * step + 2));
        const back = tip.subtract(way.multiplyBy(reach * 0.6));
        return [back.add(across.multiplyBy(reach)), tip, back.subtract(across.multiplyBy(reach))];
      });
    });
  },
});
