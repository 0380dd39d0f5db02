// The basemap: TopoJSON, quantised and delta-coded, decoded once and drawn on a calm ground.

function decodeArcs(topology) {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]]; // Leaflet's (lat, lon)
    });
  });
}

function decodeLine(arcs, numbers) {
  const points = [];
  for (const n of numbers) {
    const arc = n < 0 ? arcs[~n].slice().reverse() : arcs[n];
    for (let i = points.length ? 1 : 0; i < arc.length; i += 1) points.push(arc[i]);
  }
  return points;
}

function decodeGeometries(topology, name) {
  const object = topology.objects[name];
  if (!object) return [];
  const arcs = decodeArcs(topology);
  const shapes = object.type === "GeometryCollection" ? object.geometries : [object];
  return shapes.map((shape) => ({
    properties: shape.properties || {},
    lines: shape.type.endsWith("Polygon")
      ? (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).map((rings) => rings.map((r) => decodeLine(arcs, r)))
      : (shape.type === "LineString" ? [shape.arcs] : shape.arcs).map((line) => decodeLine(arcs, line)),
  }));
}

function addBasemap(map, basemap) {
  const renderer = makePane(map, "ground", 210);
  const fill = (topology, className) => {
    for (const { lines } of decodeGeometries(topology, "countries")) {
      L.polygon(lines, { renderer, className, interactive: false, stroke: false, fillOpacity: 1, smoothFactor: 1.2 }).addTo(map);
    }
  };
  const stroke = (topology, name, className, weight, keep = () => true) => {
    const lines = decodeGeometries(topology, name).filter((shape) => keep(shape.properties)).flatMap((shape) => shape.lines);
    if (!lines.length) return null;
    return L.polyline(lines, { renderer, className, weight, interactive: false, smoothFactor: 1.2 }).addTo(map);
  };
  for (const part of ["backdrop", "countries"]) {
    if (!basemap[part]) continue;
    fill(basemap[part], "land");
    stroke(basemap[part], "coasts", "coast", 0.7);
  }
  if (basemap.rivers) {
    stroke(basemap.rivers, "rivers", "river great", 1, (river) => (river.rank ?? 0) <= 4);
    const small = stroke(basemap.rivers, "rivers", "river small", 0.8, (river) => (river.rank ?? 0) > 4);
    const showSmall = () => small && small.getElement().classList.toggle("hidden", map.getZoom() < 5.5);
    map.on("zoomend", showSmall);
    showSmall();
  }
  for (const part of ["backdrop", "countries"]) if (basemap[part]) stroke(basemap[part], "borders", "border", 1);
}

/** A pane of its own, with the renderer that draws into it: panes decide what lies above what. */
function makePane(map, name, zIndex, { interactive = false } = {}) {
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  if (!interactive) pane.style.pointerEvents = "none";
  return L.svg({ pane: name, padding: 0.4 });
}
