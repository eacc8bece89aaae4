const symbols = { euro: "€", pound: "£" };

/** An amount in cents as text. */
export function price(cents, currency = "euro") {
  const whole = Math.trunc(cents / 100);
  const rest = String(Math.abs(cents % 100)).padStart(2, "0");
  return symbols[currency] + whole + "." + rest;
}
