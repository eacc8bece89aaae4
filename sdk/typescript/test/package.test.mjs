import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

// The programs are compiled and run in a folder into which the package was unpacked, as `npm install` does it.
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = `${root}build/programs`;
const installed = `${folder}/node_modules/@perfsee/sdk`;
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

function run(command, ...args) {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw error.code === "ENOENT" ? error : new Error(`${command} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  }
}

/** Unpacks what `npm pack` packs; without npm, copies the files that package.json names. */
function install() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  try {
    const [{ filename }] = JSON.parse(run("npm", "pack", root, "--ignore-scripts", "--offline", "--json"));
    run("tar", "-xzf", filename, "--strip-components=1", "-C", installed);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    console.log("npm is not installed: the package is copied, not packed.");
    for (const name of [...manifest.files, "package.json"]) cpSync(`${root}${name}`, `${installed}/${name}`, { recursive: true });
  }
  cpSync(`${root}test/programs`, folder, { recursive: true });
}

function compile(name, options) {
  const compilerOptions = {
    ...{ target: "ES2020", lib: ["ES2020"], types: [], strict: true, esModuleInterop: true, outDir: name },
    ...options,
  };
  const include = ["*.d.ts", "*.ts", ...(options.module === "node16" ? ["*.mts"] : [])];
  writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true }));
  writeFileSync(`${folder}/globals.d.ts`, "declare const console: { log(...values: unknown[]): void };\n");
  writeFileSync(`${folder}/tsconfig.${name}.json`, JSON.stringify({ compilerOptions, include }));
  run("tsc", "-p", `tsconfig.${name}.json`);
}

install();

test("the package has the compiled files, their types and the README, and nothing else", () => {
  assert.deepEqual(readdirSync(installed).sort(), ["README.md", "dist", "package.json"]);
  const sources = readdirSync(`${root}src`).map((name) => name.replace(/\.ts$/, ""));
  const expected = sources.flatMap((name) => [`${name}.d.ts`, `${name}.js`]).sort();
  assert.deepEqual(readdirSync(`${installed}/dist`).sort(), expected);
  assert.deepEqual(Object.keys(manifest.exports), [".", "./package.json"]);
  assert.match(manifest.repository.url, /^git\+https:/);
});

for (const [name, options] of Object.entries({
  commonjs: { module: "commonjs", moduleResolution: "node" },
  node16: { module: "node16", moduleResolution: "node16" },
})) {
  test(`the guide's program and programs against Perfsee's own types compile with --strict (${name})`, () => {
    compile(name, options);
  });
}

test("an ES module and a CommonJS module can import it", () => {
  const names = "verify, isWebhookEvent, isProductEvent, isPingEvent, eventTypes, WebhookError";
  const check = `if (${names.split(", ").map((name) => `!${name}`).join(" || ")}) throw new Error("missing")`;
  run("node", "--input-type=module", "--eval", `import { ${names} } from "@perfsee/sdk"; ${check}`);
  run("node", "--input-type=commonjs", "--eval", `const { ${names} } = require("@perfsee/sdk"); ${check}`);
  run("node", "--eval", 'require("@perfsee/sdk/package.json")');
});
