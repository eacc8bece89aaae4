import "./main.css";
import { ferries } from "./ferries.js";
import { clock } from "./clock.js";

const table = document.querySelector("#timetable");
for (const { departs, to, delay } of ferries) {
  const row = table.insertRow();
  row.className = delay > 0 ? "late" : "";
  for (const text of [clock(departs + delay), to, delay > 0 ? `${delay} min late` : "on time"]) {
    row.insertCell().textContent = text;
  }
}

// The map is large and seldom looked at, so it is loaded when it is asked for.
document.querySelector("#show-map").addEventListener("click", async () => {
  const { drawMap } = await import("./map.js");
  drawMap(document.querySelector("#map"), ferries);
});
