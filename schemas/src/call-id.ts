import { createHash } from 'node:crypto';

/**
 * A call_id for a format whose own id repeats across legs, as Asterisk's uniqueid does: the id, `-`, and 16 hexadecimal
 * digits of a SHA-256 over all fields of the line. Two lines get the same call_id only where all their fields agree.
 */
export function rowCallId(id: string, fields: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);
  return `${id}-${hash}`;
}
