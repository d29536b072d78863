import { createHash } from 'node:crypto';

/**
 * A call_id for a format whose own id repeats across legs (Asterisk's uniqueid does): the id, then a hash of
 * every field of the row. Identical rows collapse, different rows never do.
 */
export function rowCallId(id: string, fields: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);
  return `${id}-${hash}`;
}
