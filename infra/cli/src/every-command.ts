import { commands } from './commands.ts';
import type { AnyUsage } from './usage.ts';

/** A command or a subcommand with all that is written of it. */
export interface Entry {
  /** Behind `ringtrace`, such as ['carrier', 'add']. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly usage: AnyUsage;
}

/** Every command, each with its subcommands behind it, in the order of the overview. */
export async function everyCommand(): Promise<Entry[]> {
  const each = await Promise.all(
    commands.map(async ({ name, summary, usage }) => ({ path: [name], summary, usage: await usage() })),
  );
  return each.flatMap((entry) => [entry, ...subcommandsOf(entry)]);
}

const subcommandsOf = ({ path, usage }: Entry): Entry[] =>
  'subcommands' in usage
    ? Object.entries(usage.subcommands).map(([name, one]) => ({
        path: [...path, name],
        summary: one.summary,
        usage: one,
      }))
    : [];
