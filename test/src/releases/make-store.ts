import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '@ringtrace/platform/config';
import { Home, up } from '../e2e/ringtrace.ts';
import { packStore, type StoreNote } from './archive.ts';
import { contentsOf, migrationsOf } from './contents.ts';
import { fillStore } from './fill.ts';

const usage = `usage: npm run store -- VERSION [--program FOLDER]

Makes test/stores/VERSION.tar.zst: a small store that the program itself filled, with rows in every table.
  --program  the folder of another checkout, with its packages installed, whose code makes the store`;

/** Tables that hold rows for the length of a round, or only while a worker fails. */
const usuallyEmpty = ['judge_calls', 'judge_stage', 'worker_troubles'];

const emptyTables = `SELECT name FROM system.tables
  WHERE database = 'ringtrace' AND engine LIKE '%MergeTree' AND total_rows = 0 ORDER BY name`;

async function refuseEmptyTables(home: Home): Promise<void> {
  const empty = (await home.rows(emptyTables)).filter((name) => !usuallyEmpty.includes(name));
  if (empty.length > 0)
    throw new Error(`the store has no row in ${empty.join(', ')}: test/src/releases/fill.ts must bring some`);
}

async function makeStore(main: string): Promise<{ home: Home; said: StoreNote }> {
  const home = new Home(main);
  const server = await up(home);
  try {
    await fillStore(home, server);
    process.stdout.write(await home.ok(['verify']));
    await refuseEmptyTables(home);
    return { home, said: { migrations: await migrationsOf(home), contents: await contentsOf(home) } };
  } finally {
    await server.interrupt();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { program: { type: 'string' } },
});
const [version, ...others] = positionals;
if (version === undefined || others.length > 0) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const program = values.program ?? projectRoot;
const { home, said } = await makeStore(join(program, 'infra', 'cli', 'src', 'main.ts'));
await packStore(version, home.directory, said);
home.remove();
