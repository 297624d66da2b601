// Draws icon.svg as the pictures that Linux (NxN.png) and Windows (icon.ico) want. Run by hand after a change of the
// drawing: `node build/icons/render.mjs`; the pictures are committed, so packing needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const folder = import.meta.dirname;
const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const PNG_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 32, 48, 64, 128, 256];

/** The ICO format: a directory of pictures, each a whole PNG file. */
function icoOf(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 256 is written as 0
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
const pictures = [];
mkdirSync(path.join(folder, 'linux'), { recursive: true });
for (const size of PNG_SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(path.join(folder, 'linux', `${size}x${size}.png`), png);
  pictures.push({ size, png });
}
writeFileSync(path.join(folder, 'icon.ico'), icoOf(pictures.filter(({ size }) => ICO_SIZES.includes(size))));
await browser.close();
