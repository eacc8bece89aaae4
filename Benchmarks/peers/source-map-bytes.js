// node source-map-bytes.js: reads paths of texts from standard input, one a line; each has its map at PATH.map. For
// each it writes a line with the bytes by source, as JSON: `{"0": bytes, ..., "unattributed": bytes}`.
//
// The segments are those of Mozilla's source-map. Each owns the bytes up to the next one; but the last one of a source
// before another source's owns no more than its source has left, or its own line if the source's content is not known.
const fs = require('fs');
const {SourceMapConsumer} = require('source-map');

// Code that a build tool adds after a source's last segment, such as the end of a wrapper.
const SLACK = 64;
const COMMENT = /(\n|^)(\/\/|\/\*)# sourceMappingURL=\S*\s*(?:\*\/)?\s*$/;

function lineStarts(text) {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

async function segments(map) {
  // The library merges sources with equal names.
  const sources = map.sources.map((_, index) => String(index));
  const consumer = await new SourceMapConsumer({...map, sourceRoot: undefined, sources});
  const found = [];
  consumer.eachMapping(one => found.push({
    // Some versions name the source `.` where there is none.
    line: one.generatedLine - 1, column: one.generatedColumn, source: one.originalLine === null ? null : one.source,
    originalLine: one.originalLine - 1, originalColumn: one.originalColumn,
  }));
  consumer.destroy?.();
  return found;
}

// How many bytes of a source are left from a segment on; undefined if that is not known.
function left(content, segment) {
  const start = content?.starts[segment.originalLine];
  return start === undefined ? undefined : Buffer.byteLength(content.text.slice(start + segment.originalColumn));
}

// What a source's last segment owns of a run of bytes, of which `line` are on the segment's own line.
function kept(run, line, rest) {
  if (line === run && run <= SLACK) return run;
  if (rest === undefined) return line;
  return Math.min(run, line <= rest + SLACK ? Math.max(line, rest) : rest);
}

async function bytes(path) {
  const text = fs.readFileSync(path, 'utf8'), map = JSON.parse(fs.readFileSync(path + '.map', 'utf8'));
  const contents = (map.sourcesContent || []).map(text => text === null ? null : {text, starts: lineStarts(text)});
  const found = {}, starts = lineStarts(text), comment = text.search(COMMENT);
  const end = comment < 0 ? text.length : text[comment] === '\n' ? comment + 1 : comment;
  const size = (from, to) => Buffer.byteLength(text.slice(from, Math.max(from, to)));
  const add = (owner, count) => { if (count > 0) found[owner] = (found[owner] || 0) + count; };
  const list = (await segments(map)).map(one => ({...one, at: Math.min(starts[one.line] + one.column, end)}));
  add('mapComment', size(end, text.length));
  add('unattributed', size(0, list.length ? list[0].at : end));
  list.forEach((one, i) => {
    const to = list[i + 1]?.at ?? end, run = size(one.at, to);
    if (one.source === null) return add('noSource', run);
    const line = size(one.at, Math.min(starts[one.line + 1] ?? text.length, to, end));
    const isLast = list[i + 1]?.source !== one.source;
    const own = isLast ? kept(run, line, left(contents[one.source], one)) : run;
    add(one.source, own);
    add('unattributed', run - own);
  });
  return found;
}

(async () => {
  for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    console.log(JSON.stringify(await bytes(path)));
  }
})();
