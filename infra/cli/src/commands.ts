import type { Command } from './command.ts';
import { bench } from './commands/bench.ts';
import { candidates } from './commands/candidates.ts';
import { carrier } from './commands/carrier.ts';
import { deadLetters } from './commands/dead-letters.ts';
import { evaluate } from './commands/evaluate.ts';
import { feed } from './commands/feed.ts';
import { reference } from './commands/reference.ts';
import { schema } from './commands/schema.ts';
import { sql } from './commands/sql.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { trace } from './commands/trace.ts';
import { up } from './commands/up.ts';
import { verify } from './commands/verify.ts';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  start,
  up,
  carrier,
  schema,
  feed,
  reference,
  status,
  candidates,
  trace,
  sql,
  deadLetters,
  verify,
  evaluate,
  bench,
];
