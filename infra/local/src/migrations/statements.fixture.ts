import type { Store } from '@ringtrace/platform/clickhouse';
import { migrations } from './files.ts';

export async function run(store: Store, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await store.command(statement);
}

/** Statements of the migrations whose number is one of some. */
export const statementsOf = (isOne: (migration: number) => boolean): string[] =>
  migrations.filter(({ id }) => isOne(id)).flatMap(({ statements }) => statements);

/** Runs a migration as if it had stopped after each of its statements in turn. What one of the runs lost, no later one would bring back. */
export async function runStopping(store: Store, migration: number): Promise<void> {
  const own = statementsOf((id) => id === migration);
  for (const count of own.keys()) await run(store, own.slice(0, count + 1));
  await run(store, own);
}
