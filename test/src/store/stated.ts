import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollups } from '@ringtrace/detect/rollups/all';
import { largeDirty, newestDirty } from '@ringtrace/detect/rollups/filling';
import { planDirty, planNotWaiting } from '@ringtrace/detect/rollups/rebuild';
import type { Params, Query, Statement } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isStatement = (value: unknown): value is Statement<Params> =>
  isObject(value) && 'sql' in value && 'lists' in value && isObject(value.lists);
/** Whether a statement is a query. The types of its rows do not matter here. */
export const isQuery = (statement: Statement<Params>): statement is Query<Params, unknown> =>
  'row' in statement && statement.row instanceof z.ZodType;

/** Statements that are made once for each rollup. */
const made = [largeDirty, newestDirty, planDirty, planNotWaiting];

const listsStated = /^\s+lists[:,]/gm;

/** The product's files that state lists, and how many lists each states. */
function statingFiles(): { file: string; count: number }[] {
  const files = globSync(
    '{schemas,enrich,ingest,detect,cases,infra/cli,infra/local,infra/platform}/src/**/*.ts',
    {
      cwd: root,
    },
  );
  return files
    .filter(
      (file) =>
        !file.endsWith('.test.ts') && !file.startsWith(join('infra', 'platform', 'src', 'clickhouse')),
    )
    .map((file) => ({
      file,
      count: [...readFileSync(join(root, file), 'utf8').matchAll(listsStated)].length,
    }))
    .filter(({ count }) => count > 0);
}

/**
 * Every statement of the product that takes lists. Throws where one can't be found, such as one that its file does not
 * export.
 */
export async function statementsWithLists(): Promise<Statement<Params>[]> {
  const stated: Statement<Params>[] = [];
  let count = 0;
  let found = made.length;
  for (const stating of statingFiles()) {
    count += stating.count;
    const exported: object = await import(join(root, stating.file));
    for (const value of Object.values(exported)) {
      const statements = [value].flat().filter(isStatement);
      if (statements.length > 0) found += 1;
      stated.push(...statements);
    }
  }
  if (found !== count) throw new Error(`${count} statements state lists, ${found} of them are exported`);
  const ofRollups: unknown[] = rollups.flatMap((rollup) => made.map((make) => make(rollup)));
  return [...stated, ...ofRollups.filter(isStatement)];
}
