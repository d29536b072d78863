import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { views } from '@ringtrace/schemas/tables/all';
import { describe, expect, it } from 'vitest';
import { columnsWithOwnMeaning } from './column-docs.ts';

/** The columns on docs/tables.md as `table.column`, with their meanings. That the page is current, another test checks. */
function columnsOnPage(): Map<string, string> {
  const page = readFileSync(join(projectRoot, 'docs', 'tables.md'), 'utf8');
  const columns = new Map<string, string>();
  for (const section of page.split(/^## /m).slice(1)) {
    const table = section.slice(0, section.indexOf('\n'));
    for (const [, column = '', meaning = ''] of section.matchAll(/^\| (\w+) \| .* \| (.*) \|$/gm))
      if (column !== 'column') columns.set(`${table}.${column}`, meaning);
  }
  return columns;
}

describe('docs/tables.md', () => {
  const columns = columnsOnPage();

  it('has every view that analysts can read', () => {
    const shown = new Set([...columns.keys()].map((name) => name.slice(0, name.indexOf('.'))));
    const plain = views.filter(({ call }) => call === undefined);
    expect(plain.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('says what every column means', () => {
    expect([...columns].filter(([, meaning]) => meaning.trim() === '').map(([name]) => name)).toEqual([]);
  });

  it('has every column of which a meaning is stated', () => {
    expect(columnsWithOwnMeaning.filter((name) => !columns.has(name))).toEqual([]);
  });
});
