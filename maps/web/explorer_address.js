// The address of the page holds what is chosen (#o=onsong&y=2004&b=risk&c=CHN-MNG,mission@CHN&lang=ko), so that
// a scenario can be passed on as a link to the file. What it names wrongly is passed over.

/** Take what is chosen from the address; what it does not name is as it was at first. */
function readChoice(state) {
  const { data } = state;
  const given = new Map(location.hash.slice(1).split("&").map((part) => {
    const [name, value = ""] = part.split(/=(.*)/s);
    return [name, readable(value)];
  }));
  const known = (list, value, otherwise) => (list.includes(value) ? list.indexOf(value) : otherwise);
  state.origin = known(data.origins, given.get("o"), 0);
  state.objective = known(data.objectives, given.get("b"), Math.max(0, data.objectives.indexOf("risk")));
  state.at = known(data.years.map(({ year }) => String(year)), given.get("y"), data.first);
  const ids = data.closures.map(({ id }) => id);
  state.shut = new Set((given.get("c") || "").split(",").map((id) => ids.indexOf(id)).filter((i) => i >= 0));
  return LANGUAGES.includes(given.get("lang")) ? given.get("lang") : "en";
}

function readable(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

/** Write what is chosen into the address, without a step in the history. */
function writeChoice(state) {
  const { data } = state;
  const shut = shutList(state).map(({ id }) => encodeURIComponent(id).replaceAll("%40", "@").replaceAll("%3A", ":"));
  const parts = [`o=${encodeURIComponent(data.origins[state.origin])}`, `y=${data.years[state.at].year}`, `b=${data.objectives[state.objective]}`,
    shut.length ? `c=${shut.join(",")}` : "", LANG === "en" ? "" : `lang=${LANG}`];
  const wanted = `#${parts.filter(Boolean).join("&")}`;
  if (location.hash !== wanted) history.replaceState(null, "", wanted);
}

/** The closures that are shut, in the order of the list. */
function shutList(state) {
  return state.data.closures.filter((_, i) => state.shut.has(i));
}
