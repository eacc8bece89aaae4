import { p as price } from './money-62050eb8.js';

/** Shows every item on a line of its own. */
function details(target, items) {
  const list = document.createElement("ul");
  for (const [name, cents] of items) {
    const line = document.createElement("li");
    line.textContent = name + ": " + price(cents);
    list.append(line);
  }
  target.replaceChildren(list);
}

export { details };
//# sourceMappingURL=late-1639e209.js.map
