import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Most bytes that a browser loads, gzipped, before it shows a page. */
export const mostBytes = 300_000;

/**
 * @typedef {object} Chunk A part of the bundle, as Vite's manifest describes it.
 * @property {string} file
 * @property {string} [src] the source that it begins with
 * @property {boolean} [isEntry]
 * @property {boolean} [isDynamicEntry] it is loaded when a page is first opened
 * @property {string[]} [imports] keys of the chunks that are loaded with it
 * @property {string[]} [css]
 */

/**
 * What a browser loads for each page: the beginning, the page's own part, and all that these import.
 * @param {Record<string, Chunk>} manifest
 * @param {(file: string) => number} sizeOf bytes of a file, gzipped
 * @returns {{ page: string, bytes: number }[]} the largest first
 */
export function firstLoads(manifest, sizeOf) {
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const pages = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry);
  const load = (/** @type {string[]} */ keys) =>
    [...filesOf(manifest, keys)].reduce((sum, file) => sum + sizeOf(file), 0);
  return [
    ...entries.map((key) => ({ page: key, bytes: load([key]) })),
    ...pages.map((key) => ({ page: manifest[key]?.src ?? key, bytes: load([...entries, key]) })),
  ].sort((a, b) => b.bytes - a.bytes);
}

/**
 * @param {Record<string, Chunk>} manifest
 * @param {readonly string[]} keys
 */
function filesOf(manifest, keys) {
  const files = new Set();
  const seen = new Set();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest of the pages names no chunk '${key}'`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    open.push(...(chunk.imports ?? []));
  }
  return files;
}

/**
 * The first load of each page that is too large, as one line each.
 * @param {string} folder with the built pages
 */
export function tooLarge(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  const sizeOf = (/** @type {string} */ file) => gzipSync(readFileSync(join(folder, file))).length;
  return firstLoads(manifest, sizeOf)
    .filter(({ bytes }) => bytes > mostBytes)
    .map(
      ({ page, bytes }) =>
        `${page}: the first load has ${Math.ceil(bytes / 1000)} kB gzipped; at most ${mostBytes / 1000} kB are allowed`,
    );
}
