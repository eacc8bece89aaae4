// node acorn-tokens.js: reads paths from standard input, one a line. For each it writes the line `FILE`, then `script`
// or `module`, by how acorn could read it, then a line `kind start end` (in bytes) for each token and comment. For a
// text that acorn refuses or that is not UTF-8, only `refused`.
const fs = require('fs');
const acorn = require('acorn');

const NAMES = {
  regexp: 'regularExpressionLiteral', string: 'stringLiteral', num: 'numericLiteral', privateId: 'privateIdentifier',
};
const TEMPLATES = ['template', 'invalidTemplate'];

// The names of ECMAScript's lexical grammar.
function kind(type) {
  if (NAMES[type.label]) return NAMES[type.label];
  if (type.label === 'name' || type.keyword) return 'identifierName';
  return ['`', '}', 'eof', ...TEMPLATES].includes(type.label) ? type.label : 'punctuator';
}

function tokens(text, sourceType) {
  const found = [];
  acorn.parse(text, {
    sourceType, ecmaVersion: 'latest', allowHashBang: true, allowReturnOutsideFunction: true,
    onToken: ({type, start, end}) => found.push({kind: kind(type), start, end}),
    onComment: (isBlock, _, start, end) => found.push({kind: comment(text, isBlock, start), start, end}),
  });
  return joined(found.sort((a, b) => a.start - b.start || a.end - b.end));
}

function comment(text, isBlock, start) {
  if (start === 0 && text.startsWith('#!')) return 'hashbangComment';
  return isBlock ? 'multiLineComment' : 'singleLineComment';
}

// acorn splits templates into back quotes, braces and texts.
function joined(found) {
  const out = [];
  for (let i = 0; i < found.length; i++) {
    const {kind, start, end} = found[i];
    if (kind === 'eof') continue;
    if (TEMPLATES.includes(found[i + 1]?.kind)) {
      const isHead = kind === '`', last = found[i + 2], isTail = last.kind === '`';
      out.push({kind: template(isHead, isTail), start, end: last.end});
      i += 2;
    } else {
      out.push({kind: kind === '}' ? 'punctuator' : kind, start, end});
    }
  }
  return out;
}

function template(isHead, isTail) {
  if (isHead) return isTail ? 'noSubstitutionTemplate' : 'templateHead';
  return isTail ? 'templateTail' : 'templateMiddle';
}

// The offset in bytes of each UTF-16 code unit.
function byteOffsets(text) {
  const offsets = new Uint32Array(text.length + 1);
  for (let i = 0, bytes = 0; i < text.length; i++) {
    offsets[i] = bytes;
    const unit = text.charCodeAt(i);
    // Each half of a pair of surrogates counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
    offsets[i + 1] = bytes;
  }
  return offsets;
}

function lines(path) {
  const bytes = fs.readFileSync(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return ['refused'];
  const isModule = /\.module\.js$|\.mjs$/.test(path);
  for (const goal of isModule ? ['module'] : ['script', 'module']) {
    try {
      const found = tokens(text, goal), offsets = byteOffsets(text);
      return [goal, ...found.map(t => `${t.kind} ${offsets[t.start]} ${offsets[t.end]}`)];
    } catch {}
  }
  return ['refused'];
}

for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  fs.writeSync(1, `FILE\n${lines(path).join('\n')}\n`);
}
