/* An address as a QR picture (ISO/IEC 18004), drawn here: what it carries must reach no server. Bytes, level L, mask 0, and the
   two sizes there is need for. */
const SIZES = [
  { most: 134, side: 41, blocks: 2, data: 68, checks: 18, at: [6, 34], version: 0 },
  { most: 230, side: 53, blocks: 2, data: 116, checks: 30, at: [6, 26, 46], version: 0x09a99 },
];
const FORMAT = 0x77c4;

const exp = [], log = [];
for (let i = 0, x = 1; i < 255; i += 1) { exp[i] = x; log[x] = i; x <<= 1; if (x > 255) x ^= 0x11d; }
const times = (a, b) => (a && b ? exp[(log[a] + log[b]) % 255] : 0);

// Reed-Solomon
const divisor = (n) => {
  const out = [...new Array(n - 1).fill(0), 1];
  for (let i = 0, root = 1; i < n; i += 1, root = times(root, 2)) for (let j = 0; j < n; j += 1) out[j] = times(out[j], root) ^ (out[j + 1] || 0);
  return out;
};
const checksOf = (data, by) => {
  const out = new Array(by.length).fill(0);
  for (const byte of data) { const factor = byte ^ out.shift(); out.push(0); by.forEach((c, i) => { out[i] ^= times(c, factor); }); }
  return out;
};
const woven = (lists) => lists[0].flatMap((_, i) => lists.map((one) => one[i]));

const codewords = (words, { blocks, data, checks }) => {
  const nibbles = [4, words.length >> 4, words.length & 15, ...words.flatMap((b) => [b >> 4, b & 15]), 0], all = [];
  for (let i = 0; i < nibbles.length; i += 2) all.push(nibbles[i] * 16 + nibbles[i + 1]);
  for (let pad = 0xec; all.length < blocks * data; pad ^= 0xec ^ 0x11) all.push(pad);
  const parts = Array.from({ length: blocks }, (_, i) => all.slice(i * data, (i + 1) * data)), by = divisor(checks);
  return [...woven(parts), ...woven(parts.map((part) => checksOf(part, by)))];
};

/* rows of true (dark) and false; null: too long for a picture */
export const modules = (address) => {
  const words = [...new TextEncoder().encode(address)], size = SIZES.find(({ most }) => words.length <= most);
  if (!size) return null;
  const { side, at, version } = size, grid = Array.from({ length: side }, () => new Array(side)), far = side - 7;
  const set = (x, y, is) => { if (x >= 0 && y >= 0 && x < side && y < side) grid[y][x] = !!is; };
  const square = (x, y, reach, light) => { for (let i = -reach; i <= reach; i += 1) for (let j = -reach; j <= reach; j += 1) set(x + i, y + j, !light.includes(Math.max(Math.abs(i), Math.abs(j)))); };
  for (let i = 0; i < side; i += 1) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
  [[3, 3], [side - 4, 3], [3, side - 4]].forEach(([x, y]) => square(x, y, 4, [2, 4]));
  at.forEach((x) => at.forEach((y) => { if (!((x === 6 && (y === 6 || y === far)) || (x === far && y === 6))) square(x, y, 2, [1]); }));
  const bit = (number, i) => number >> i & 1;
  for (let i = 0; i < 15; i += 1) {
    set(i < 9 ? 8 - (i === 8) : 14 - i, i < 6 ? i : i < 8 ? i + 1 : 8, bit(FORMAT, i));
    set(i < 8 ? side - 1 - i : 8, i < 8 ? 8 : side - 15 + i, bit(FORMAT, i));
  }
  set(8, side - 8, true);
  for (let i = 0; version && i < 18; i += 1) { const a = side - 11 + i % 3, b = Math.floor(i / 3); set(a, b, bit(version, i)); set(b, a, bit(version, i)); }
  const all = codewords(words, size);
  let i = 0;
  for (let right = side - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < side; step += 1) {
      for (const x of [right, right - 1]) {
        const y = right + 1 & 2 ? step : side - 1 - step;
        if (grid[y][x] !== undefined) continue;
        grid[y][x] = !!(bit(all[i >> 3] || 0, 7 - (i & 7)) ^ ((x + y) % 2 === 0));
        i += 1;
      }
    }
  }
  return grid;
};

export const picture = (address) => {
  const grid = modules(address), ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), path = document.createElementNS(ns, 'path');
  svg.setAttribute('viewBox', `-4 -4 ${grid.length + 8} ${grid.length + 8}`);
  path.setAttribute('d', grid.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : []))).join(''));
  svg.append(path);
  return svg;
};
