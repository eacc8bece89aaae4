// node parse-bundles.js PARSER BUNDLE ...: for each bundle a line with the texts of its modules by id.
const [parser, ...bundles] = process.argv.slice(2);
const {parseBundle} = require(parser);

for (const bundle of bundles) console.log(JSON.stringify({...parseBundle(bundle).modules}));
