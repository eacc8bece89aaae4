const greetings = [[5, "Good night"], [11, "Good morning"], [18, "Good day"], [24, "Good evening"]];

export function greet(name, hour) {
  for (const [until, greeting] of greetings) {
    if (hour < until) return greeting + ", dear " + name + "!";
  }
  return "Hello, " + name + "!";
}
