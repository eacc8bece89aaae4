import { price } from "./money.js";

/** Shows every item on a line of its own. */
export function details(target, items) {
  const list = document.createElement("ul");
  for (const [name, cents] of items) {
    const line = document.createElement("li");
    line.textContent = name + ": " + price(cents);
    list.append(line);
  }
  target.replaceChildren(list);
}
