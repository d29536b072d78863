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
  case: async () => (await import('./case.ts')).caseCommand,
  traceback: async () => (await import('./traceback.ts')).traceback,
  request: async () => (await import('./request.ts')).request,
  answer: async () => (await import('./answer.ts')).answer,
  action: async () => (await import('./action.ts')).action,
  rules: async () => (await import('./rules.ts')).rules,
  trace: async () => (await import('./trace.ts')).trace,
  provider: async () => (await import('./provider.ts')).provider,
  sql: async () => (await import('./sql.ts')).sql,
  'dead-letters': async () => (await import('./dead-letters.ts')).deadLetters,
  refer: async () => (await import('./refer.ts')).refer,
  package: async () => (await import('./package.ts')).packages,
  demand: async () => (await import('./demand.ts')).demand,
  audit: async () => (await import('./audit.ts')).audit,
  config: async () => (await import('./config.ts')).config,
  verify: async () => (await import('./verify.ts')).verify,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
  bench: async () => (await import('./bench.ts')).bench,
  completion: async () => (await import('./completion.ts')).completion,
  man: async () => (await import('./man.ts')).man,
};
