import { existsSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Finds packages, and writes what Rollup knows of the build as JSON. */
const samples = {
  name: "samples",
  resolveId(source) {
    const file = path.resolve("node_modules", source, "index.js");
    return existsSync(file) ? realpathSync(file) : null;
  },
  load: (id) => (id.endsWith(".css") ? "" : null),
  writeBundle(_, bundle) {
    const chunks = Object.entries(bundle).filter(([name]) => !name.endsWith(".map"));
    for (const [, chunk] of chunks) delete chunk.map;
    writeFileSync("bundle.json", JSON.stringify(Object.fromEntries(chunks), null, 1).replaceAll(process.cwd(), "/shop"));
  },
};

export default {
  input: ["src/main.js", "src/admin.js"],
  plugins: [samples],
  output: { dir: "rollup", format: "es", sourcemap: true, chunkFileNames: "[name]-[hash].js" },
};
