import { t as tally, p as price } from './money-62050eb8.js';

const greetings = [[5, "Good night"], [11, "Good morning"], [18, "Good day"], [24, "Good evening"]];

function greet(name, hour) {
  for (const [until, greeting] of greetings) {
    if (hour < until) return greeting + ", dear " + name + "!";
  }
  return "Hello, " + name + "!";
}

const items = [["pear", 120], ["plum", 80], ["bread 🍞", 310]];

function show(target) {
  const total = tally(items.map((item) => item[1]));
  target.textContent = greet("visitor", new Date().getHours()) + " Your basket: " + price(total);
  target.onclick = () => import('./late-1639e209.js').then((late) => late.details(target, items));
}

show(document.body);

export { show };
//# sourceMappingURL=main.js.map
