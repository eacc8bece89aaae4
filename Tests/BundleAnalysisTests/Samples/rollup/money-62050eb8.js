/** The sum of all numbers; what is no number counts as nothing. */
function tally(numbers) {
  let sum = 0;
  for (const number of numbers) {
    if (Number.isFinite(number)) sum += number;
  }
  return sum;
}

const symbols = { euro: "€", pound: "£" };

/** An amount in cents as text. */
function price(cents, currency = "euro") {
  const whole = Math.trunc(cents / 100);
  const rest = String(Math.abs(cents % 100)).padStart(2, "0");
  return symbols[currency] + whole + "." + rest;
}

export { price as p, tally as t };
//# sourceMappingURL=money-62050eb8.js.map
