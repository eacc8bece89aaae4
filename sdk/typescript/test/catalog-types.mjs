// Writes a TypeScript file that compiles only where the SDK's types are those of the event catalog: every example
// with all its fields and in each of its variants, null where the schema allows it, and an error expected where it does
// not.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const catalog = JSON.parse(readFileSync(new URL("../../catalogue.json", here), "utf8"));

function resolve(root, schema) {
  if (schema.anyOf) return resolve(root, schema.anyOf[0]);
  return schema.$ref ? root.$defs[schema.$ref.split("/").pop()] : schema;
}

const isNullable = (schema) =>
  [schema.type].flat().includes("null") || (schema.enum ?? []).includes(null) || (schema.anyOf ?? []).some(isNullable);

function* fields(root, schema, path = []) {
  const { items, properties = {} } = resolve(root, schema);
  if (items) yield* fields(root, items, [...path, 0]);
  for (const [name, property] of Object.entries(properties)) {
    yield { path: [...path, name], nullable: isNullable(property) };
    yield* fields(root, property, [...path, name]);
  }
}

// Perfsee's lab always sends these, and programs that were written against its own types rely on that. The schema is
// wider, because others may publish lab events as well.
const alwaysSentByLab = new Set([
  ...["status", "trigger", "snapshotReports"].map((name) => `snapshot.${name}`),
  ...["status", "page", "page.isE2e", "page.url", "environment", "profile", "snapshot"].map((name) => `snapshotReport.${name}`),
  ...["hash", "branch"].map((name) => `snapshotReport.artifacts.0.${name}`),
]);

function isAlwaysSent(eventType, path) {
  if (!/^(lab|source):/.test(eventType)) return false;
  const name = path.slice(2).join(".").replace("snapshot.snapshotReports.0.", "snapshotReport.");
  found.add(name);
  return alwaysSentByLab.has(name);
}
const found = new Set();

/** The objects of which there are variants (`oneOf`), and which properties are null in each. */
function* variants(root, schema, path = []) {
  const { oneOf = [], properties = {} } = resolve(root, schema);
  for (const variant of oneOf.map((one) => resolve(root, one))) {
    const constants = Object.entries(variant.properties).filter(([, { const: value }]) => value !== undefined);
    const types = Object.entries(variant.properties).filter(([, { type }]) => type !== undefined);
    yield { path, constants: constants.map(([name, property]) => [name, property.const]), types };
  }
  for (const [name, property] of Object.entries(properties)) yield* variants(root, property, [...path, name]);
}

function withValue(value, [key, ...rest], last) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length === 0 ? last : withValue(copy[key], rest, last);
  return copy;
}

const samples = { null: null, string: "text", integer: 1 };
const other = (type) => (type === "null" ? "text" : null);

const lines = ['import type { CatalogEvent } from "../src/index";', "export const events: CatalogEvent[] = [];"];
let count = 0;
for (const { eventType, example, schema } of catalog) {
  const declare = (payload) =>
    `export const e${count++}: Extract<CatalogEvent, { eventType: "${eventType}" }> = ${JSON.stringify({ eventType, payload })};`;
  const refuse = (reason, payload) => lines.push(`// @ts-expect-error ${reason}`, declare(payload));
  const varied = new Set();
  for (const { path, constants, types } of variants(schema, schema)) {
    const named = ([name, value]) => [[...path, name], value];
    const fill = (payload, [at, value]) => withValue(payload, at, value);
    const whole = [...constants, ...types.map(([name, { type }]) => [name, samples[type]])].map(named).reduce(fill, example);
    lines.push(declare(whole));
    for (const [name, { type }] of types) {
      varied.add([...path, name].join("."));
      refuse(`${[...path, name].join(".")} is ${type} here`, withValue(whole, [...path, name], other(type)));
    }
  }
  lines.push(declare(example));
  for (const { path, nullable } of fields(schema, schema)) {
    if (varied.has(path.join("."))) continue;
    const isRefused = !nullable || isAlwaysSent(eventType, path);
    if (isRefused) refuse(`${path.join(".")} cannot be null`, withValue(example, path, null));
    else lines.push(declare(withValue(example, path, null)));
  }
}
const unknown = [...alwaysSentByLab].filter((name) => !found.has(name));
if (unknown.length > 0) throw new Error(`The catalog has no nullable ${unknown.join(", ")}.`);

mkdirSync(new URL("../build/", here), { recursive: true });
writeFileSync(new URL("../build/catalog.ts", here), lines.join("\n") + "\n");
console.log(`${count} values of the catalog's types`);
