import type { Command } from '../command.ts';
import type { CommandName } from '../commands.ts';

/** Reads a command's code, which help does not need. */
export const load: Readonly<Record<CommandName, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  up: async () => (await import('./up.ts')).up,
  carrier: async () => (await import('./carrier.ts')).carrier,
  schema: async () => (await import('./schema.ts')).schema,
  feed: async () => (await import('./feed.ts')).feed,
  reference: async () => (await import('./reference.ts')).reference,
  status: async () => (await import('./status.ts')).status,
  candidates: async () => (await import('./candidates.ts')).candidates,
  trace: async () => (await import('./trace.ts')).trace,
  provider: async () => (await import('./provider.ts')).provider,
  report: async () => (await import('./report.ts')).report,
  sql: async () => (await import('./sql.ts')).sql,
  'dead-letters': async () => (await import('./dead-letters.ts')).deadLetters,
  config: async () => (await import('./config.ts')).config,
  verify: async () => (await import('./verify.ts')).verify,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
  bench: async () => (await import('./bench.ts')).bench,
  completion: async () => (await import('./completion.ts')).completion,
  man: async () => (await import('./man.ts')).man,
};
