import { greet } from "@tiny/greeting";
import { tally } from "tally";
import { price } from "./money.js";
import "./main.css";

const items = [["pear", 120], ["plum", 80], ["bread 🍞", 310]];

export function show(target) {
  const total = tally(items.map((item) => item[1]));
  target.textContent = greet("visitor", new Date().getHours()) + " Your basket: " + price(total);
  target.onclick = () => import("./late.js").then((late) => late.details(target, items));
}

show(document.body);
