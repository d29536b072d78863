import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/**
 * The database that an embedded engine starts in. It lays a table over every file of the machine, and a
 * function that looks such a table up (`dictGet`) leaves it open to every user. So it is dropped before we listen.
 */
export const START_DATABASE = 'engine_start';

/** What the engine runs before it listens: a plain `default`, as a server has it, and no files as tables. */
export const REPLACE_START_DATABASE = [
  'CREATE DATABASE IF NOT EXISTS default',
  `DROP DATABASE ${START_DATABASE}`,
];

/**
 * Makes `default` of an older home a database like any other. There the engine started in it and kept its
 * tables by a link in `metadata/`, without the statement that a database is loaded by.
 */
export function adoptDefaultDatabase(engineDir: string): void {
  const link = join(engineDir, 'metadata', 'default');
  const statement = `${link}.sql`;
  if (existsSync(statement) || !existsSync(link)) return;
  const uuid = z.uuid().parse(basename(readlinkSync(link)));
  writeFileSync(statement, `ATTACH DATABASE _ UUID '${uuid}'\nENGINE = Atomic\n`, { mode: 0o640 });
}
