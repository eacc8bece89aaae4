// node jsonr-cases.js BUNDLE SOURCE FOLDER: for each test case of packages/jsonr a line with its name, the file with
// its JSON, the file with its JSONR, and its value.
const fs = require('fs');
const path = require('path');
const [bundle, source, folder] = process.argv.slice(2);
const JSONR = require(bundle).default;

const cases = path.join(source, '__tests__', 'test_cases');
const texts = fs.readdirSync(cases).sort().map(name => [name, fs.readFileSync(path.join(cases, name), 'utf8')]);
// Each on its own repeats little; all of them together repeat much.
const all = texts.map(([, text]) => JSON.parse(text));
texts.push(['all cases, three times', JSON.stringify([all, all, all])]);

texts.forEach(([name, text], index) => {
  const value = JSON.parse(text), json = path.join(folder, `${index}.json`), jsonr = `${json}r`;
  fs.writeFileSync(json, text);
  fs.writeFileSync(jsonr, JSONR.stringify(value));
  console.log(JSON.stringify({name, json, jsonr, value}));
});
