import { describe, expect, it } from 'vitest';
import { objection, violations, type Workspaces } from './import-check.ts';
import { importsOf } from './imports.ts';

const workspaces: Workspaces = {
  all: [
    { folder: 'schemas', name: '@ringtrace/schemas', dependencies: [] },
    { folder: 'detect', name: '@ringtrace/detect', dependencies: ['@ringtrace/schemas', 'zod'] },
    { folder: 'ingest', name: '@ringtrace/ingest', dependencies: [] },
    { folder: 'infra/setup', name: '@ringtrace/setup', dependencies: [] },
    { folder: 'test', name: '@ringtrace/test', dependencies: [] },
    { folder: 'test/simulator', name: '@ringtrace/simulator', dependencies: [] },
  ],
  tools: ['vitest'],
};

const importing = [
  `import { a } from 'static';`,
  `import type { B } from 'type';`,
  `export { c } from 'named';`,
  `export * from 'all';`,
  `const d = await import('dynamic');`,
  `type E = import('type-expression').E;`,
  `// import 'comment';`,
  `const text = "import 'string'";`,
  `import 'bare';`,
].join('\n');

describe('importsOf', () => {
  it('finds every kind of import, with its line, and nothing in comments and strings', () => {
    expect(importsOf('a.ts', importing)).toEqual(
      [
        ['static', 1],
        ['type', 2],
        ['named', 3],
        ['all', 4],
        ['dynamic', 5],
        ['type-expression', 6],
        ['bare', 9],
      ].map(([specifier, line]) => ({ specifier, line })),
    );
  });

  it('refuses a file it can not read, rather than passing it', () => {
    expect(() => importsOf('a.ts', 'import from from')).toThrow('a.ts');
  });
});

describe('the import rule', () => {
  it.each([
    ['detect/src/a.ts', './b.ts'],
    ['detect/src/a.ts', '../src/b.ts'],
    ['detect/src/a.ts', 'node:fs'],
    ['detect/src/a.ts', '@ringtrace/schemas/cdr'],
    ['detect/src/a.ts', '@ringtrace/detect/b'],
    ['detect/src/a.ts', 'zod/v4'],
    ['detect/src/a.test.ts', 'vitest'],
  ])('lets %s import %s', (path, specifier) => {
    expect(objection(path, specifier, workspaces)).toBeUndefined();
  });

  it.each([
    ['detect/src/a.ts', '@ringtrace/ingest/worker', 'detect may not import ingest'],
    ['infra/setup/run.mjs', '@ringtrace/schemas/cdr', 'it may import nothing of ours'],
    ['detect/src/a.ts', '../../schemas/src/cdr.ts', 'leaves detect'],
    ['test/src/a.ts', '../simulator/src/b.ts', 'leaves test'],
    ['detect/src/a.ts', '../../vitest.config.ts', 'leaves detect'],
    ['detect/src/a.ts', 'kafkajs', "'kafkajs' is not a dependency in detect/package.json"],
    ['ingest/src/a.ts', '@ringtrace/schemas/cdr', "'@ringtrace/schemas' is not a dependency"],
    ['detect/src/a.ts', 'vitest', "'vitest' is not a dependency"],
  ])('refuses %s importing %s', (path, specifier, reason) => {
    expect(objection(path, specifier, workspaces)).toContain(reason);
  });

  it('names file and line', () => {
    const imports = importsOf(
      'schemas/src/a.ts',
      `import 'node:fs';\nexport type { D } from '@ringtrace/detect/d';`,
    );
    expect(violations('schemas/src/a.ts', imports, workspaces)).toEqual([
      `schemas/src/a.ts:2: schemas may not import detect ('@ringtrace/detect/d'); it may import nothing of ours`,
    ]);
  });
});
