import type { Command } from './command.ts';
import { deadLetters } from './commands/dead-letters.ts';
import { feed } from './commands/feed.ts';
import { reference } from './commands/reference.ts';
import { sql } from './commands/sql.ts';
import { status } from './commands/status.ts';
import { up } from './commands/up.ts';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [up, feed, reference, status, sql, deadLetters];
