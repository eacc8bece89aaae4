/** The sum of all numbers; what is no number counts as nothing. */
export function tally(numbers) {
  let sum = 0;
  for (const number of numbers) {
    if (Number.isFinite(number)) sum += number;
  }
  return sum;
}
