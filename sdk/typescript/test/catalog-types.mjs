// Writes a TypeScript file that compiles only where the SDK's types are those of the event catalog: every example
// with all its fields, null where the schema allows it, and an error expected where it does not.

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

function withNull(value, [key, ...rest]) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = rest.length === 0 ? null : withNull(copy[key], rest);
  return copy;
}

const lines = ['import type { WebhookEvent } from "../src/index";', "export const events: WebhookEvent[] = [];"];
let count = 0;
for (const { eventType, example, schema } of catalog) {
  const declare = (payload) =>
    `export const e${count++}: Extract<WebhookEvent, { eventType: "${eventType}" }> = ${JSON.stringify({ eventType, payload })};`;
  lines.push(declare(example));
  for (const { path, nullable } of fields(schema, schema)) {
    if (!nullable) lines.push(`// @ts-expect-error ${path.join(".")} cannot be null`);
    lines.push(declare(withNull(example, path)));
  }
}

mkdirSync(new URL("../build/", here), { recursive: true });
writeFileSync(new URL("../build/catalog.ts", here), lines.join("\n") + "\n");
console.log(`${count} values of the catalog's types`);
