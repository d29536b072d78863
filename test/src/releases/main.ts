import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '@ringtrace/platform/config';
import { version as ourVersion } from '@ringtrace/platform/version';
import { workingTables } from '@ringtrace/schemas/tables/judging';
import { Home, up } from '../e2e/ringtrace.ts';
import { packStore, type StoreNote } from './archive.ts';
import { contentsOf, migrationsOf } from './contents.ts';
import { fillStore } from './fill.ts';

const usage = `usage: npm run store
       npm run store -- VERSION --program FOLDER

Makes a small store with rows in every table, and keeps it as test/stores/VERSION.tar.zst. This version's own code fills
the store, or that of another version.
  --program  the folder of that version's checkout, with its packages installed`;

/** Tables that hold rows for the length of a round, or only while a worker fails. */
const usuallyEmpty = ['judge_calls', ...workingTables.map(({ name }) => name), 'worker_troubles'];

const emptyTables = `SELECT name FROM system.tables
  WHERE database = 'ringtrace' AND engine LIKE '%MergeTree' AND total_rows = 0 ORDER BY name`;

async function refuseEmptyTables(home: Home): Promise<void> {
  const empty = (await home.rows(emptyTables)).filter((name) => !usuallyEmpty.includes(name));
  if (empty.length > 0)
    throw new Error(`the store has no row in ${empty.join(', ')}: test/src/releases/fill.ts must bring some`);
}

async function makeStore(version: string, main: string): Promise<void> {
  const home = new Home({ main });
  try {
    const said = await fillAndAsk(home);
    await packStore(version, home.directory, said);
  } finally {
    home.remove();
  }
}

/** The instance has ended, and its files are at rest, when this returns. */
async function fillAndAsk(home: Home): Promise<StoreNote> {
  const server = await up(home);
  try {
    await fillStore(home, server);
    process.stdout.write(await home.ok(['verify']));
    await refuseEmptyTables(home);
    return { migrations: await migrationsOf(home), contents: await contentsOf(home) };
  } finally {
    await server.interrupt();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { program: { type: 'string' } },
});
const [version = ourVersion, ...others] = positionals;
const isOurs = values.program === undefined;
if (others.length > 0 || isOurs !== (version === ourVersion)) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
await makeStore(version, join(values.program ?? projectRoot, 'infra', 'cli', 'src', 'main.ts'));
