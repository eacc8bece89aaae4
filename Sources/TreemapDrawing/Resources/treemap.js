// Draws the treemap of a build: on the server's page, which it fetches the data for, and in a report that is one file, which
// has the data in it. Both have the same numbers as a table, which this script replaces or folds.
//
// The first part is pure: it reads the data, decides where tiles are, and finds what is sought. The second part draws
// on the canvas and follows the keyboard, the pointer and the address.

// MARK: The tree

const KINDS = ["raw", "gzip", "brotli"];
const STATES = ["same", "grown", "shrunk", "moved", "new"];
const MEDIA = ["image", "font", "media"];
const KIND_MARKS = { own: "◆", package: "", css: "#", media: "▣", other: "·" };
const STATE_MARKS = { same: "", grown: "▲", shrunk: "▼", moved: "⇄", new: "+" };

function folder(name, parent) {
  return { name, parent, children: [], size: [0, 0, 0], before: [0, 0, 0], isAsset: false, leaf: null, isMatch: true };
}

// The tree that the data describe. A row's path is the first folders of the row before, and the rest.
export function decode(data) {
  const root = folder(data.asset ?? data.entryPoint ?? "", null);
  const child = (parent, name) => {
    const index = (parent.index ??= new Map());
    if (!index.has(name)) {
      const made = folder(name, parent);
      index.set(name, made);
      parent.children.push(made);
    }
    return index.get(name);
  };
  let row = 0;
  for (const asset of data.assets) {
    const parts = asset.name.split("/");
    const isWhole = asset.rows === 1 && data.rest[row] === "";
    let top = root;
    if (!data.asset) {
      for (const part of isWhole ? parts.slice(0, -1) : parts) top = child(top, part);
      top.isAsset = !isWhole && top !== root;
    }
    const open = [top];
    for (let end = row + asset.rows; row < end; row++) {
      const names = data.rest[row].split("/");
      open.length = data.shared[row] + 1;
      while (names.length > 1) open.push(child(open.at(-1), names.shift()));
      const parent = open.at(-1);
      const name = isWhole ? (data.asset ? asset.name : parts.at(-1)) : names[0];
      const before = data.before;
      const leaf = folder(name, parent);
      leaf.children = null;
      leaf.size = KINDS.map((kind) => data[kind][row]);
      leaf.before = before ? KINDS.map((kind) => before[kind][row]) : null;
      leaf.leaf = {
        type: asset.type, package: data.packages[data.package[row]] ?? null, isModule: data.package[row] >= 0,
        state: before ? STATES[before.state[row]] ?? "same" : null, top,
      };
      parent.children.push(leaf);
    }
  }
  if (data.removed) for (const [index, path] of data.removed.path.entries()) forget(root, path, index, data.removed);
  fold(root);
  sum(root);
  return root;
}

// What was removed from a folder that is still there was part of it before.
function forget(root, path, index, removed) {
  let at = root;
  for (const part of path.split("/")) {
    const next = at.index?.get(part);
    if (!next) break;
    at = next;
  }
  KINDS.forEach((kind, place) => { at.before[place] += removed[kind][index]; });
}

// A folder with nothing but another folder is shown with it; an asset stays one of its own.
function fold(node) {
  node.index = undefined;
  for (let at = 0; at < node.children.length; at++) {
    let child = node.children[at];
    if (!child.children) continue;
    while (!child.isAsset && child.children.length === 1 && child.children[0].children) {
      const only = child.children[0];
      only.name = `${child.name}/${only.name}`;
      KINDS.forEach((_, place) => { only.before[place] += child.before[place]; });
      child = only;
    }
    child.parent = node;
    node.children[at] = child;
    fold(child);
  }
}

function sum(node) {
  for (const child of node.children) {
    if (child.children) sum(child);
    // What has moved here was not part of the folder before.
    const before = child.leaf?.state === "moved" ? null : child.before;
    for (let place = 0; place < 3; place++) {
      node.size[place] += child.size[place];
      node.before[place] += before?.[place] ?? 0;
    }
  }
}

// The path of a node from the root.
export function pathOf(node) {
  const names = [];
  for (let at = node; at.parent; at = at.parent) names.unshift(at.name);
  return names.join("/");
}

// The folder at a path, or the nearest there is.
export function folderAt(root, path) {
  let [at, rest] = [root, path];
  while (rest) {
    const next = at.children.find((child) => child.children
      && (child.name === rest || rest.startsWith(`${child.name}/`) || child.name.startsWith(`${rest}/`)));
    if (!next) break;
    at = next;
    rest = rest.slice(next.name.length + 1);
  }
  return at;
}

export function kindOf(leaf) {
  if (leaf.type === "css") return "css";
  if (MEDIA.includes(leaf.type)) return "media";
  if (!leaf.isModule || leaf.package?.own === undefined) return "other";
  return leaf.package.own ? "own" : "package";
}

// Marks what contains the text, in its path or as its package; returns the leaves.
export function find(node, text, above = "") {
  const found = [];
  const sought = text.toLowerCase();
  const walk = (node, path) => {
    if (!node.children) {
      node.isMatch = !sought || path.includes(sought) || (node.leaf.package?.name.toLowerCase().includes(sought) ?? false);
      if (node.isMatch) found.push(node);
      return node.isMatch;
    }
    let isMatch = false;
    for (const child of node.children) isMatch = walk(child, `${path}/${child.name.toLowerCase()}`) || isMatch;
    node.isMatch = isMatch;
    return isMatch;
  };
  walk(node, above.toLowerCase());
  return found;
}

// MARK: The layout

// Divides a rectangle among sizes, the largest first, so that the parts are as square as can be (Bruls, Huizing and van
// Wijk). Calls `place` with the number of each and its rectangle.
export function squarify(sizes, x, y, width, height, place) {
  let total = 0;
  for (const size of sizes) total += size;
  if (!(total > 0) || !(width > 0) || !(height > 0)) return;
  const scale = width * height / total;
  for (let first = 0; first < sizes.length;) {
    const side = Math.max(Math.min(width, height), 1e-9);
    const largest = sizes[first] * scale;
    let [row, worst, end] = [0, Infinity, first];
    for (; end < sizes.length; end++) {
      const area = sizes[end] * scale;
      const next = row + area;
      const ratio = Math.max(side * side * largest / (next * next), next * next / (side * side * area));
      if (ratio > worst) break;
      [row, worst] = [next, ratio];
    }
    const thickness = row / side;
    const isUpright = width >= height;
    for (let [at, number] = [0, first]; number < end; number++) {
      const length = sizes[number] * scale / thickness;
      if (isUpright) place(number, x, y + at, thickness, length);
      else place(number, x + at, y, length, thickness);
      at += length;
    }
    if (isUpright) { x += thickness; width = Math.max(0, width - thickness); }
    else { y += thickness; height = Math.max(0, height - thickness); }
    first = end;
  }
}

const HEADING = 18;
// In square pixels: a smaller folder is drawn as one tile.
const SMALLEST = 220;

// The tiles of a folder: of its leaves, and of folders that are too small to show what is in them. A tile with
// `heading` is the strip above a folder.
export function layout(top, place, width, height) {
  const tiles = [];
  const lay = (node, x, y, w, h) => {
    const sorted = ((node.sorted ??= [])[place] ??= node.children.filter((child) => child.size[place] > 0)
      .sort((one, other) => other.size[place] - one.size[place]));
    squarify(sorted.map((child) => child.size[place]), x, y, w, h, (number, x, y, w, h) => {
      const child = sorted[number];
      if (!child.children || w * h < SMALLEST || w < 8 || h < 8) {
        tiles.push({ node: child, x, y, w, h, isHeading: false });
        return;
      }
      const hasHeading = w >= 44 && h >= 40;
      if (hasHeading) tiles.push({ node: child, x, y, w, h: HEADING, isHeading: true });
      const [edge, head] = hasHeading ? [2, HEADING] : [0, 0];
      lay(child, x + edge, y + head, w - 2 * edge, h - head - edge);
    });
  };
  lay(top, 0, 0, width, height);
  return tiles;
}

// The nearest tile in a direction, as the arrow keys move: first of those that it overlaps at the side.
export function neighbor(tiles, from, dx, dy) {
  const middle = (tile) => [tile.x + tile.w / 2, tile.y + tile.h / 2];
  const [x, y] = middle(from);
  let [best, least] = [null, Infinity];
  for (const tile of tiles) {
    if (tile === from || tile.isHeading) continue;
    const ahead = dx ? (dx > 0 ? tile.x - from.x - from.w : from.x - tile.x - tile.w)
      : (dy > 0 ? tile.y - from.y - from.h : from.y - tile.y - tile.h);
    if (ahead < -1.5) continue;
    const [mx, my] = middle(tile);
    const aside = dx ? Math.max(0, tile.y - y, y - tile.y - tile.h) : Math.max(0, tile.x - x, x - tile.x - tile.w);
    const distance = Math.max(0, ahead) + 4 * aside + 0.01 * Math.hypot(mx - x, my - y);
    if (distance < least) [best, least] = [tile, distance];
  }
  return best;
}

// The hue of each package by its name: those of the largest differ most.
export function hues(root) {
  const sizes = new Map();
  const walk = (node) => {
    if (node.children) node.children.forEach(walk);
    else if (node.leaf.package) sizes.set(node.leaf.package.name, (sizes.get(node.leaf.package.name) ?? 0) + node.size[0]);
  };
  walk(root);
  const sorted = [...sizes].sort((one, other) => other[1] - one[1]);
  // The golden angle; the first is not the blue of the project's own code.
  return new Map(sorted.map(([name], rank) => [name, Math.round((20 + rank * 137.508) % 360)]));
}

// MARK: Texts

export function sizeText(bytes) {
  const amount = Math.abs(bytes);
  if (amount < 1e3) return `${bytes} B`;
  return amount < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

function changeText(change) {
  return change === 0 ? "±0" : (change > 0 ? "+" : "−") + sizeText(Math.abs(change));
}

// MARK: The page

const box = document.getElementById("treemap");
// A file can hold the data of several entry points, by number.
const inside = (number) => document.getElementById(`treemap-data-${number}`);
const isFile = Boolean(inside(0));

class Treemap {
  constructor(data, number) {
    this.take(data, number);
    this.words = JSON.parse(box.dataset.words);
    this.canvas = document.getElementById("treemap-map");
    this.form = document.getElementById("treemap-form");
    this.selected = null;
    // What was typed while the data was on its way counts.
    const { q } = this.form.elements;
    if (q.value !== q.defaultValue) history.replaceState(null, "", this.address({ q: q.value.trim() }));
    this.read();
    const table = document.getElementById("treemap-table");
    if (isFile) for (const part of table.querySelectorAll("details")) part.open = false;
    else table.hidden = true;
    box.hidden = false;
    this.listen();
    this.show();
    // A search that the address has, as of Enter before the data was here, shows its largest match.
    if (this.text && this.found.length > 0) this.select(this.tileOf(this.largestMatch()));
  }

  take(data, number) {
    this.data = data;
    this.number = number;
    this.root = decode(data);
    this.hues = hues(this.root);
    [this.laidOut, this.sought, this.palette, this.selected] = [null, null, null, null];
  }

  word(key, values = {}) {
    return (this.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  // MARK: The address

  read() {
    const query = asked();
    this.place = Math.max(0, KINDS.indexOf(query.get("size")));
    this.isChange = query.get("color") === "change" && Boolean(this.data.before);
    this.text = (query.get("q") ?? "").trim();
    this.top = folderAt(this.root, query.get("path") ?? "");
    const { size, color, q, path, entry } = this.form.elements;
    if (isFile && entry) entry.value = String(this.number);
    size.value = KINDS[this.place];
    if (color) color.value = this.isChange ? "change" : "kind";
    if (q.value.trim() !== this.text) q.value = this.text;
    path.value = pathOf(this.top);
    if (this.text !== this.sought) this.found = find(this.root, this.text);
    this.sought = this.text;
  }

  address(changes) {
    const query = asked();
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value); else query.delete(name);
    }
    const text = query.toString().replaceAll("%2F", "/");
    return isFile ? `#${text}` : location.pathname + (text ? `?${text}` : "");
  }

  zoom(node) {
    if (!node || node === this.top) return;
    history.pushState(null, "", this.address({ path: pathOf(node) }));
    this.changed();
  }

  set(changes) {
    history.replaceState(null, "", this.address(changes));
    this.changed();
  }

  async changed() {
    const number = askedNumber();
    if (number !== this.number) {
      const data = await load(number);
      // Meanwhile another may have been chosen.
      if (number !== askedNumber()) return;
      this.take(data, number);
    }
    const from = performance.now();
    this.read();
    this.show();
    performance.measure("treemap-zoom", { start: from });
  }

  // MARK: Drawing

  show() {
    this.lay();
    const kept = this.tiles.find((tile) => tile.node === this.selected?.node && !tile.isHeading);
    this.selected = kept ?? this.tileOf(this.selected?.node) ?? null;
    this.draw();
    this.crumbs();
    this.legend();
    this.describe();
    const size = this.text ? this.found.reduce((sum, leaf) => sum + leaf.size[this.place], 0) : this.top.size[this.place];
    const key = !this.text ? "sum" : this.found.length === 0 ? "nothing" : this.found.length === 1 ? "found-one" : "found-many";
    const sum = document.getElementById("treemap-sum");
    const text = this.word(key, { count: this.found.length, size: sizeText(size) });
    if (sum.textContent !== text) sum.textContent = text;
  }

  // The tile that shows a node: its own, or that of a folder around it.
  tileOf(node) {
    for (let at = node; at; at = at.parent) {
      const tile = this.tiles.find((tile) => tile.node === at && !tile.isHeading);
      if (tile) return tile;
    }
    return null;
  }

  lay() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    if (this.canvas.width !== Math.round(width * ratio)) this.canvas.width = Math.round(width * ratio);
    if (this.canvas.height !== Math.round(height * ratio)) this.canvas.height = Math.round(height * ratio);
    this.ratio = ratio;
    // Zooming out shows what was there before.
    const form = `${this.place} ${width} ${height}`;
    if (form !== this.laidOut) this.layouts = new Map();
    this.laidOut = form;
    if (!this.layouts.has(this.top)) this.layouts.set(this.top, layout(this.top, this.place, width, height));
    this.tiles = this.layouts.get(this.top);
  }

  colors() {
    if (this.palette) return this.palette;
    const style = getComputedStyle(box);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    this.isForced = matchMedia("(forced-colors: active)").matches;
    this.palette = Object.fromEntries(["ground", "sunk", "ink", "quiet", "line", "edge", "accent", "tile-own", "tile-css",
      "tile-media", "tile-other", "tile-same", "tile-grown", "tile-shrunk", "tile-moved", "tile-new", "tile-shade",
      "tile-hatch"].map((name) => [name, get(name)]));
    this.hatches = new Map();
    this.fills = new Map();
    return this.palette;
  }

  // What a tile is told apart by besides its color: lines or dots.
  hatch(key) {
    const shape = { own: "/", css: "-", media: ".", other: "", grown: "/", shrunk: "-", moved: ".", new: "x" }[key] ?? "";
    if (!shape) return null;
    if (!this.hatches.has(shape)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 8;
      const pen = tile.getContext("2d");
      pen.strokeStyle = pen.fillStyle = this.palette["tile-hatch"];
      pen.lineWidth = 1;
      const lines = { "/": [[-2, 2, 2, -2], [0, 8, 8, 0], [6, 10, 10, 6]], "-": [[0, 4.5, 8, 4.5]] };
      lines.x = [...lines["/"], [-2, 6, 2, 10], [0, 0, 8, 8], [6, -2, 10, 2]];
      for (const [x, y, toX, toY] of lines[shape] ?? []) {
        pen.beginPath();
        pen.moveTo(x, y);
        pen.lineTo(toX, toY);
        pen.stroke();
      }
      if (shape === ".") pen.fillRect(3, 3, 2, 2);
      this.hatches.set(shape, this.pen.createPattern(tile, "repeat"));
    }
    return this.hatches.get(shape);
  }

  // What a tile tells by its color: of a folder, what most of it is. Remembered, as thousands of tiles ask for each drawing.
  meaning(node) {
    const way = this.isChange ? KINDS.length + this.place : this.place;
    return ((node.meanings ??= [])[way] ??= this.mostOf(node));
  }

  mostOf(node) {
    if (node.children) {
      return this.meaning(node.sorted?.[this.place]?.[0]
        ?? node.children.reduce((one, other) => (other.size[this.place] > one.size[this.place] ? other : one)));
    }
    if (this.isChange) return node.leaf.state;
    const kind = kindOf(node.leaf);
    return kind === "package" ? `package ${node.leaf.package.name}` : kind;
  }

  fill(meaning) {
    if (!this.fills.has(meaning)) this.fills.set(meaning, this.color(meaning));
    return this.fills.get(meaning);
  }

  color(meaning) {
    if (!meaning.startsWith("package ")) return this.palette[`tile-${meaning}`];
    return this.isForced ? this.palette.ground : `hsl(${this.hues.get(meaning.slice(8))} ${this.palette["tile-shade"]})`;
  }

  draw() {
    const colors = this.colors();
    const pen = (this.pen = this.canvas.getContext("2d"));
    const { clientWidth: width, clientHeight: height } = this.canvas;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = colors.ground;
    pen.fillRect(0, 0, width, height);
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    for (const tile of this.tiles) this.paint(pen, tile, colors);
    if (this.selected) {
      const { x, y, w, h } = this.selected;
      pen.globalAlpha = 1;
      pen.strokeStyle = colors.ground;
      pen.lineWidth = 5;
      pen.strokeRect(x + 2.5, y + 2.5, Math.max(1, w - 5), Math.max(1, h - 5));
      pen.strokeStyle = colors.ink;
      pen.lineWidth = 3;
      pen.strokeRect(x + 1.5, y + 1.5, Math.max(1, w - 3), Math.max(1, h - 3));
    }
  }

  paint(pen, tile, colors) {
    const { node, x, y, w, h } = tile;
    pen.globalAlpha = this.text && !node.isMatch ? 0.25 : 1;
    if (tile.isHeading) {
      pen.fillStyle = colors.sunk;
      pen.fillRect(x + 0.5, y + 0.5, w - 1, h - 1);
      if (this.isForced) { pen.strokeStyle = colors.ink; pen.lineWidth = 1; pen.strokeRect(x + 1, y + 1, w - 2, h - 2); }
      this.write(pen, node.name, x + 5, y + h / 2 + 0.5, w - 10, colors.ink, sizeText(node.size[this.place]));
      return;
    }
    const meaning = this.meaning(node);
    const gap = w > 4 && h > 4 ? 0.5 : 0.25;
    const [left, upper, wide, high] = [x + gap, y + gap, Math.max(0.5, w - 2 * gap), Math.max(0.5, h - 2 * gap)];
    pen.fillStyle = this.fill(meaning);
    pen.fillRect(left, upper, wide, high);
    // In a smaller tile they could not be told apart.
    const hatch = w > 5 && h > 5 ? this.hatch(meaning) : null;
    if (hatch) { pen.fillStyle = hatch; pen.fillRect(left, upper, wide, high); }
    if (this.isForced) { pen.strokeStyle = colors.ink; pen.lineWidth = 1; pen.strokeRect(left + 0.5, upper + 0.5, wide - 1, high - 1); }
    if (w < 32 || h < 16) return;
    const mark = (this.isChange ? STATE_MARKS : KIND_MARKS)[meaning] ?? "";
    const size = sizeText(node.size[this.place]);
    const label = (mark ? `${mark} ` : "") + node.name + (node.children ? "/" : "");
    const isTall = h >= 34;
    this.write(pen, label, x + 5, isTall ? y + 12 : y + h / 2 + 0.5, w - 10, colors.ink, isTall ? "" : size, hatch && this.fill(meaning));
    if (isTall && w >= 52) this.write(pen, size, x + 5, y + 27, w - 10, colors.ink, "", hatch && this.fill(meaning));
  }

  // A text that is cut where there is no room, and what stands behind it if there is.
  write(pen, text, x, y, room, color, after = "", ground = null) {
    // Measuring each text would take longer than drawing all tiles: letters of the size have about this width.
    const letters = Math.floor(room / 6.6);
    if (letters < 3) return;
    const shown = text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
    const whole = after && shown.length + after.length + 2 <= letters ? `${shown}  ${after}` : shown;
    if (ground) {
      pen.fillStyle = ground;
      pen.fillRect(x - 2, y - 8, Math.min(room, pen.measureText(whole).width) + 4, 15);
    }
    pen.fillStyle = color;
    pen.fillText(whole, x, y, room);
  }

  // MARK: Around the canvas

  crumbs() {
    const list = document.getElementById("treemap-path");
    const items = [];
    for (let at = this.top; at; at = at.parent) {
      const item = document.createElement("li");
      const node = at;
      const name = document.createElement(node === this.top ? "span" : "a");
      name.textContent = node.name;
      if (node === this.top) name.setAttribute("aria-current", "page");
      else {
        name.href = this.address({ path: pathOf(node) });
        name.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.zoom(node);
          this.canvas.focus();
        });
      }
      item.append(name);
      items.unshift(item);
    }
    list.replaceChildren(...items);
  }

  legend() {
    const shown = new Map();
    for (const tile of this.tiles) {
      if (tile.isHeading) continue;
      const meaning = this.meaning(tile.node);
      shown.set(meaning, (shown.get(meaning) ?? 0) + tile.node.size[this.place]);
    }
    const order = this.isChange ? STATES : [...shown].sort((one, other) => other[1] - one[1]).map(([meaning]) => meaning);
    const packages = order.filter((meaning) => meaning.startsWith("package "));
    const hidden = new Set(packages.slice(10));
    const items = order.filter((meaning) => shown.has(meaning) && !hidden.has(meaning)).map((meaning) => {
      const name = meaning.startsWith("package ") ? meaning.slice(8)
        : this.word((this.isChange ? "state-" : "kind-") + meaning);
      const mark = (this.isChange ? STATE_MARKS : KIND_MARKS)[meaning] ?? "";
      return this.legendItem(this.fill(meaning), this.hatch(meaning), `${mark} ${name}`.trim());
    });
    if (hidden.size) {
      const rest = document.createElement("li");
      rest.textContent = `${hidden.size} ${this.word("other-packages")}`;
      items.push(rest);
    }
    document.getElementById("treemap-legend").replaceChildren(...items);
  }

  legendItem(color, hatch, text) {
    const swatch = document.createElement("canvas");
    [swatch.width, swatch.height] = [16, 12];
    swatch.setAttribute("aria-hidden", "true");
    const pen = swatch.getContext("2d");
    pen.fillStyle = color;
    pen.fillRect(0, 0, 16, 12);
    if (hatch) { pen.fillStyle = hatch; pen.fillRect(0, 0, 16, 12); }
    pen.strokeStyle = this.palette.edge;
    pen.strokeRect(0.5, 0.5, 15, 11);
    const item = document.createElement("li");
    item.append(swatch, text);
    return item;
  }

  // What the selected tile is, in the list below and to those who don't see it.
  describe() {
    const list = document.getElementById("treemap-tile");
    const node = this.selected?.node;
    if (!node) { list.replaceChildren(); return; }
    const share = this.share(node);
    const rows = [[this.word("name"), this.code(pathOf(node))]];
    if (node.leaf) {
      const kind = kindOf(node.leaf);
      const { package: found } = node.leaf;
      rows.push(kind === "package"
        ? [this.word("package"), found.name + (found.version ? ` ${found.version}` : "")]
        : [this.word("kind"), this.word(`kind-${kind}`)]);
    }
    KINDS.forEach((kind, place) => rows.push([kind === "raw" ? this.word("raw") : kind, sizeText(node.size[place])]));
    rows.push([this.word("share"), share]);
    if (this.data.before) rows.push([this.word("change"), this.change(node)]);
    const links = [];
    if (node.children) links.push(this.link(this.word("zoom-in"), this.address({ path: pathOf(node) }), () => this.zoom(node)));
    if (node.leaf?.isModule && box.dataset.why) {
      const module = [];
      for (let at = node; at !== node.leaf.top && at.parent; at = at.parent) module.unshift(at.name);
      const query = new URLSearchParams({ module: module.join("/") });
      const against = new URLSearchParams(location.search).get("against");
      if (against) query.set("against", against);
      links.push(this.link(this.word("why"), `${box.dataset.why}?${query}`));
    }
    if (links.length) rows.push(["", links]);
    list.replaceChildren(...rows.flatMap(([name, value]) => {
      const [term, definition] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      definition.append(...(Array.isArray(value) ? value : [value]));
      return [term, definition];
    }));
    const kind = node.leaf ? (node.leaf.package && kindOf(node.leaf) === "package"
      ? `${this.word("package")} ${node.leaf.package.name}` : this.word(`kind-${kindOf(node.leaf)}`)) : this.word("path");
    const said = this.word("tile", { name: node.name, kind, size: sizeText(node.size[this.place]), share })
      + (node.leaf?.state ? `, ${this.word(`state-${node.leaf.state}`)}` : "");
    document.getElementById("treemap-said").textContent = said;
  }

  share(node) {
    const whole = this.top.size[this.place];
    return whole ? `${(100 * node.size[this.place] / whole).toFixed(1)}%` : "–";
  }

  change(node) {
    const change = changeText(node.size[this.place] - (node.before?.[this.place] ?? 0));
    return node.leaf ? `${change} · ${this.word(`state-${node.leaf.state}`)}` : change;
  }

  code(text) {
    const code = document.createElement("code");
    code.textContent = text;
    return code;
  }

  link(text, href, act) {
    const link = document.createElement("a");
    link.textContent = text;
    link.href = href;
    if (act) link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act();
      this.canvas.focus();
    });
    return link;
  }

  select(tile) {
    if (!tile) return;
    this.selected = tile;
    this.draw();
    this.describe();
  }

  // MARK: Events

  listen() {
    const { canvas, form } = this;
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focus", () => { if (!this.selected) this.select(this.tiles.find((tile) => !tile.isHeading)); });
    canvas.addEventListener("click", (event) => {
      const tile = this.at(event);
      if (!tile) return;
      if (tile.isHeading || tile.node.children) this.zoom(tile.node); else this.select(tile);
    });
    canvas.addEventListener("dblclick", (event) => this.zoomToward(this.at(event)?.node));
    canvas.addEventListener("mousemove", (event) => {
      const tile = this.at(event);
      const title = tile ? `${pathOf(tile.node)} · ${sizeText(tile.node.size[this.place])}` : "";
      if (canvas.title !== title) canvas.title = title;
      canvas.style.cursor = tile && (tile.isHeading || tile.node.children) ? "zoom-in" : "default";
    });
    form.addEventListener("change", (event) => {
      const { name, value } = event.target;
      if (name === "size") this.set({ size: value === "raw" ? "" : value });
      else if (name === "color") this.set({ color: value === "kind" ? "" : value });
      else if (name === "entry" && isFile) this.set({ entry: value === "0" ? "" : value, path: "" });
      else if (name === "entry") { form.elements.asset.value = ""; form.elements.path.value = ""; form.requestSubmit(); }
      else if (name === "asset") { form.elements.path.value = ""; form.requestSubmit(); }
    });
    form.elements.q.addEventListener("input", () => this.set({ q: form.elements.q.value.trim() }));
    // Enter in the search goes to the largest match.
    form.elements.q.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !this.text || this.found.length === 0) return;
      event.preventDefault();
      const largest = this.largestMatch();
      if (!this.tileOf(largest)) this.zoom(this.root);
      canvas.focus();
      this.select(this.tileOf(largest));
    });
    if (isFile) form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("treemap-table-button")?.addEventListener("click", () =>
      location.assign(this.address({ view: "table" })));
    addEventListener("popstate", () => this.changed());
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => { this.palette = null; this.draw(); this.legend(); });
    }
    let width = canvas.clientWidth;
    new ResizeObserver(() => {
      if (canvas.clientWidth === width) return;
      width = canvas.clientWidth;
      this.show();
    }).observe(canvas);
  }

  largestMatch() {
    return this.found.reduce((one, other) => (other.size[this.place] > one.size[this.place] ? other : one));
  }

  at(event) {
    const bounds = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    return this.tiles.findLast((tile) => x >= tile.x && x < tile.x + tile.w && y >= tile.y && y < tile.y + tile.h);
  }

  // One level down, to the folder that the node is in.
  zoomToward(node) {
    if (!node) return;
    let at = node;
    while (at.parent && at.parent !== this.top) at = at.parent;
    if (at.parent === this.top && at.children) this.zoom(at);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (steps[event.key]) {
      this.select(this.selected ? neighbor(this.tiles, this.selected, ...steps[event.key])
        : this.tiles.find((tile) => !tile.isHeading));
    } else if (event.key === "Enter") {
      this.zoomToward(this.selected?.node);
    } else if (event.key === "Escape" || event.key === "Backspace") {
      if (!this.top.parent) return;
      this.zoom(this.top.parent);
    } else {
      return;
    }
    event.preventDefault();
  }
}

// What the address asks for. That of a file can only change behind its #.
function asked() {
  return new URLSearchParams(isFile ? location.hash.slice(1) : location.search);
}

function askedNumber() {
  const number = isFile ? asked().get("entry") ?? "0" : "0";
  return inside(number) ? number : "0";
}

async function load(number) {
  if (!isFile) {
    const answer = await fetch(box.dataset.src);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
  const packed = Uint8Array.from(atob(inside(number).textContent.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

async function start() {
  try {
    const number = askedNumber();
    const data = await load(number);
    const from = performance.now();
    new Treemap(data, number);
    performance.measure("treemap-first", { start: from });
  } catch (error) {
    // The table stays.
    box.replaceChildren(JSON.parse(box.dataset.words).failed);
    box.hidden = false;
    document.getElementById("treemap-table").hidden = false;
  }
}

if (box) start();
