import { clock } from "./clock.js";

const svg = "http://www.w3.org/2000/svg";

function add(parent, name, attributes, text = "") {
  const element = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

/** Draws each route from the harbour to where its ferry goes. */
export function drawMap(place, ferries) {
  const map = add(place, "svg", { viewBox: "0 0 160 110", width: "100%" });
  for (const { departs, to, at: [x, y] } of ferries) {
    add(map, "line", { x1: 70, y1: 60, x2: x, y2: y, stroke: "currentColor", "stroke-dasharray": "2 2" });
    add(map, "circle", { cx: x, cy: y, r: 2 });
    add(map, "text", { x: x + 3, y, "font-size": 5 }, `${to}, ${clock(departs)}`);
  }
}
