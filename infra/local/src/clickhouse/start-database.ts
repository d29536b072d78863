import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/**
 * The database that an embedded engine starts in. It shows every file of the machine as a table, and the function
 * `dictGet` reads such a table without checking rights. So the database is dropped before the engine listens.
 */
export const START_DATABASE = 'engine_start';

/**
 * Statements before the engine listens: an ordinary database `default`, as a server has, instead of files as tables.
 */
export const REPLACE_START_DATABASE = [
  'CREATE DATABASE IF NOT EXISTS default',
  `DROP DATABASE ${START_DATABASE}`,
];

/**
 * Makes `default` an ordinary database in a data folder of an older version. There the engine started in `default`, and
 * kept a link in `metadata/` to its tables, but not the SQL statement that loads a database.
 */
export function adoptDefaultDatabase(engineDir: string): void {
  const link = join(engineDir, 'metadata', 'default');
  const statement = `${link}.sql`;
  if (existsSync(statement) || !existsSync(link)) return;
  const uuid = z.uuid().parse(basename(readlinkSync(link)));
  writeFileSync(statement, `ATTACH DATABASE _ UUID '${uuid}'\nENGINE = Atomic\n`, { mode: 0o640 });
}
