// What bundle-stats expects of modules' names: its test file is run with an `expect` that only takes notes.
const fs = require('fs');

const noted = [];
const expect = (name) => ({ toEqual: (value) => typeof name === 'string' && noted.push([name, value]) });
const run = (_, body) => body();
const code = fs.readFileSync(process.argv[2], 'utf8').replace(/^import .*$/gm, '');
new Function('describe', 'test', 'it', 'expect', 'getPackageMetaFromModulePath', 'extractModulesPackages', code)(
  run, run, run, expect, (name) => name, () => null);
console.log(JSON.stringify(noted));
