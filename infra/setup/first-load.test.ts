import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLoads, mostBytes, tooLarge } from './first-load.mjs';

const manifest = {
  'index.html': { file: 'index.js', isEntry: true, css: ['index.css'], imports: ['_shared.js'] },
  '_shared.js': { file: 'shared.js' },
  '_charts.js': { file: 'charts.js', css: ['charts.css'], imports: ['_shared.js'] },
  'pages/inbox.tsx': {
    file: 'inbox.js',
    src: 'pages/inbox.tsx',
    isDynamicEntry: true,
    imports: ['index.html'],
  },
  'pages/case.tsx': { file: 'case.js', src: 'pages/case.tsx', isDynamicEntry: true, imports: ['_charts.js'] },
};

it('a page loads the beginning, its own part, and what these import, each once', () => {
  const sizes: Record<string, number> = {
    'index.js': 1,
    'index.css': 10,
    'shared.js': 100,
    'charts.js': 1_000,
    'charts.css': 10_000,
    'inbox.js': 100_000,
    'case.js': 1_000_000,
  };
  expect(firstLoads(manifest, (file) => sizes[file] ?? Number.NaN)).toEqual([
    { page: 'pages/case.tsx', bytes: 1_011_111 },
    { page: 'pages/inbox.tsx', bytes: 100_111 },
    { page: 'index.html', bytes: 111 },
  ]);
});

it('a chunk that the manifest does not name is an error', () => {
  const broken = { 'index.html': { file: 'index.js', isEntry: true, imports: ['_gone.js'] } };
  expect(() => firstLoads(broken, () => 1)).toThrow('_gone.js');
});

it('a page that is too large is named with its size', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-load-'));
  try {
    mkdirSync(join(folder, '.vite'));
    writeFileSync(join(folder, '.vite', 'manifest.json'), JSON.stringify(manifest));
    for (const file of ['index.js', 'index.css', 'shared.js', 'charts.js', 'charts.css', 'inbox.js'])
      writeFileSync(join(folder, file), 'x');
    // A hash does not get smaller.
    const letters = createHash('shake256', { outputLength: mostBytes }).digest();
    writeFileSync(join(folder, 'case.js'), letters);
    expect(tooLarge(folder)).toEqual([
      expect.stringMatching(/^pages\/case\.tsx: .* 301 kB gzipped; .* 300 kB/),
    ]);
    writeFileSync(join(folder, 'case.js'), letters.subarray(0, mostBytes / 2));
    expect(tooLarge(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
