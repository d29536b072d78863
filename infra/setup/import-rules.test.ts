import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import type { Folder } from './folder-table.ts';
import { cruiseOptions, importRules } from './import-rules.ts';

const folders: Folder[] = [
  { path: 'schemas', mayImport: [] },
  { path: 'detect', mayImport: ['schemas'] },
  { path: 'ingest', mayImport: ['schemas'] },
  { path: 'test/simulator', mayImport: ['schemas'] },
  { path: 'test', mayImport: ['schemas', 'detect', 'ingest', 'test/simulator'] },
];
const packages = ['zod', 'kafkajs', 'vitest'];
const root = realpathSync(mkdtempSync(join(tmpdir(), 'ringtrace-rules-')));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A small project with the folders above: each has the packages that it may import, and `detect` has zod. */
function layOut(): void {
  write('vitest.config.ts', 'export const a = 1;');
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'export const a = 1;');
  }
  mkdirSync(join(root, 'node_modules', '@x'));
  for (const { path, mayImport } of folders) {
    const name = (folder: string) => `@x/${folder.split('/').at(-1)}`;
    const dependencies = Object.fromEntries([
      ...mayImport.map((folder) => [name(folder), '*']),
      ...(path === 'detect' ? [['zod', '1.0.0']] : []),
    ]);
    const manifest = { name: name(path), type: 'module', exports: { './*': './src/*.ts' }, dependencies };
    write(`${path}/package.json`, JSON.stringify(manifest));
    write(`${path}/src/b.ts`, 'export const b = 1; export type B = number;');
    symlinkSync(join(root, path), join(root, 'node_modules', name(path)));
  }
}
layOut();

/** The rules that a file with these lines breaks. A file named a.ts or b.ts is a program. */
async function broken(path: string, ...lines: string[]): Promise<string[]> {
  write(path, lines.join('\n'));
  const rules = importRules(folders, ['vitest'], [String.raw`/(a|b)\.ts$`]);
  const { output } = await cruise([path, 'schemas/src/b.ts'], {
    ...cruiseOptions,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules },
  });
  rmSync(join(root, path));
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule }) => rule.name);
}

describe('the import rules', () => {
  it.each([
    ['detect/src/a.ts', './b.ts'],
    ['detect/src/a.ts', '../src/b.ts'],
    ['detect/src/a.ts', 'node:fs'],
    ['detect/src/a.ts', '@x/schemas/b'],
    ['detect/src/a.ts', '@x/detect/b'],
    ['detect/src/a.ts', 'zod'],
    ['test/src/a.ts', '@x/simulator/b'],
    ['detect/src/a.test.ts', 'vitest'],
  ])('let %s import %s', async (path, specifier) => {
    expect(await broken(path, `import '${specifier}';`)).toEqual([]);
  });

  it.each([
    ['detect/src/a.ts', '@x/ingest/b', 'detect-by-the-table'],
    ['schemas/src/a.ts', '@x/detect/b', 'schemas-by-the-table'],
    ['test/simulator/src/a.ts', '@x/test/b', 'test/simulator-by-the-table'],
    ['detect/src/a.ts', '../../schemas/src/b.ts', 'detect-by-package-name'],
    ['test/src/a.ts', '../simulator/src/b.ts', 'test-by-package-name'],
    ['detect/src/a.ts', '../../vitest.config.ts', 'detect-by-package-name'],
    ['detect/src/a.ts', 'kafkajs', 'listed-package'],
    ['detect/src/a.ts', 'vitest', 'listed-package'],
    ['detect/src/a.test.ts', 'kafkajs', 'listed-package-or-tool'],
    ['detect/src/a.ts', './none.ts', 'found'],
    ['detect/src/a.ts', './a.ts', 'no-circle'],
    ['detect/src/c.ts', 'node:fs', 'used-file'],
  ])('do not let %s import %s', async (path, specifier, rule) => {
    expect(await broken(path, `import '${specifier}';`)).toEqual([rule]);
  });

  it.each([
    `import { b } from '@x/ingest/b';`,
    `import type { B } from '@x/ingest/b';`,
    `import { type B } from '@x/ingest/b';`,
    `export { b } from '@x/ingest/b';`,
    `export * from '@x/ingest/b';`,
    `export const b = await import('@x/ingest/b');`,
  ])('see %s', async (line) => {
    expect(await broken('detect/src/a.ts', line)).toEqual(['detect-by-the-table']);
  });

  it('see no import in comments and strings', async () => {
    const lines = [`// import '@x/ingest/b';`, `export const text = "import '@x/ingest/b'";`];
    expect(await broken('detect/src/a.ts', ...lines)).toEqual([]);
  });

  it('refuse a file that can not be read, rather than passing it', async () => {
    await expect(broken('detect/src/a.ts', 'import from from')).rejects.toThrow('a.ts');
  });
});
