import { describe, expect, it } from 'vitest';
import { foldersOf } from './folder-table.ts';

const table = (...rows: string[]) =>
  ['# Folders', '| folder | holds | may import |', '|---|---|---|', ...rows, '', '| word | meaning |'].join(
    '\n',
  );

const schemas = '| `schemas/` | tables | nothing of ours |';
const enrich = '| `enrich/` | numbers | schemas |';
const cli = '| `infra/cli` | commands | all of the above, test/simulator |';
const simulator = '| `test/simulator` | traffic | schemas |';
const test = '| `test/` | tests | all |';

describe('the table of folders', () => {
  it('gives what each folder may import', () => {
    expect(foldersOf(table(schemas, enrich, cli, simulator, test), ['schemas', 'test'])).toEqual([
      { path: 'schemas', mayImport: [] },
      { path: 'enrich', mayImport: ['schemas'] },
      { path: 'infra/cli', mayImport: ['schemas', 'enrich', 'test/simulator'] },
      { path: 'test/simulator', mayImport: ['schemas'] },
      { path: 'test', mayImport: ['schemas', 'enrich', 'infra/cli', 'test/simulator'] },
    ]);
  });

  it('needs a row for each workspace', () => {
    expect(() => foldersOf(table(schemas), ['schemas', 'detect'])).toThrow('it needs a row for detect');
  });

  it('refuses words that it does not know', () => {
    expect(() => foldersOf(table('| `a` | b | anything |'), [])).toThrow(
      "a may import 'anything', which is no folder",
    );
  });

  it('refuses a page without the table', () => {
    expect(() => foldersOf('# Folders', [])).toThrow('there is none with the header');
  });
});
