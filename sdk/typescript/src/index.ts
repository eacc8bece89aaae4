export * from "./events";
export * from "./errors";
export * from "./signatures";
export * from "./verify";
