import type { Command } from './command.ts';

export interface NamedCommand {
  /** As typed behind `ringtrace`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Reads the command's code, which the overview and other commands do not need. */
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the overview. */
export const commands: readonly NamedCommand[] = [
  {
    name: 'start',
    summary: 'the whole pipeline on the bundled example; stays up',
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'up',
    summary: 'start services and workers, without the example; stays up',
    load: async () => (await import('./commands/up.ts')).up,
  },
  {
    name: 'carrier',
    summary: 'who may write: add, list or disable carriers that send by themselves',
    load: async () => (await import('./commands/carrier.ts')).carrier,
  },
  {
    name: 'schema',
    summary: 'older and newer Avro schemas that feed messages may be written with',
    load: async () => (await import('./commands/schema.ts')).schema,
  },
  {
    name: 'feed',
    summary: "publish a carrier's switch files",
    load: async () => (await import('./commands/feed.ts')).feed,
  },
  {
    name: 'reference',
    summary: 'load, list, restore and explain reference data: providers, number blocks, ported numbers, ...',
    load: async () => (await import('./commands/reference.ts')).reference,
  },
  {
    name: 'status',
    summary: 'lag, rows, dead letters; or wait until all is stored and judged',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'candidates',
    summary: 'traceback candidates; or one with its evidence and call path',
    load: async () => (await import('./commands/candidates.ts')).candidates,
  },
  {
    name: 'trace',
    summary: "a call's path across the carriers, its origin, and whom to ask next",
    load: async () => (await import('./commands/trace.ts')).trace,
  },
  {
    name: 'sql',
    summary: 'query the store as the read-only analyst',
    load: async () => (await import('./commands/sql.ts')).sql,
  },
  {
    name: 'dead-letters',
    summary: 'what could not be accepted, and why; or send it again after a fix',
    load: async () => (await import('./commands/dead-letters.ts')).deadLetters,
  },
  {
    name: 'verify',
    summary: 'prove that nothing is lost, nothing is there twice, and every rollup says what cdr says',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'evaluate',
    summary: 'how right detection was, against labelled traffic',
    load: async () => (await import('./commands/evaluate.ts')).evaluate,
  },
  {
    name: 'bench',
    summary: 'measure throughput and cost on this machine',
    load: async () => (await import('./commands/bench.ts')).bench,
  },
];
