/** Departures: minutes after midnight, destination with its place on the map, delay in minutes. */
export const ferries = [
  { departs: 6 * 60 + 15, to: "North Quay", at: [40, 12], delay: 0 },
  { departs: 7 * 60, to: "Gull Island", at: [88, 35], delay: 10 },
  { departs: 8 * 60 + 30, to: "Old Lighthouse", at: [120, 80], delay: 0 },
  { departs: 9 * 60 + 45, to: "Salt Flats", at: [15, 95], delay: 5 },
];
