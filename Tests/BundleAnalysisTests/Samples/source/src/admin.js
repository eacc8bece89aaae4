import { tally } from "tally";
import { price } from "./money.js";

const orders = Array.from(document.querySelectorAll("[data-order]"), (row) => Number(row.dataset.order));
document.title = "Orders: " + price(tally(orders));
for (const row of document.querySelectorAll("[data-order]")) {
  row.textContent = price(Number(row.dataset.order));
}
