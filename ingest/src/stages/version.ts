import { hash } from 'node:crypto';
import { type Cdr, cdrFields } from '@ringtrace/schemas/cdr';

type Content = Exclude<keyof Cdr, 'call_id' | 'start_time' | 'revision'>;

const isContent = (name: string): name is Content =>
  name in cdrFields && !['call_id', 'start_time', 'revision'].includes(name);
const content = Object.keys(cdrFields).filter(isContent).sort();

/**
 * The version of an accepted CDR: its revision in the high byte, 56 bits of a hash of its content below. The
 * greatest wins, so that neither the order of arrival nor the batch can show. Content is every accepted field but
 * the identity of the CDR. The raw Identity header counts although it isn't stored: what is read from it one day
 * must not depend on which of two copies came last.
 */
export function versionOf(cdr: Cdr): bigint {
  let text = '';
  for (const name of content) {
    const value = cdr[name];
    // With its length, so that no two contents read the same.
    text += value === null ? '-' : typeof value === 'string' ? `${value.length}:${value}` : `${value};`;
  }
  const digest = hash('sha256', text, 'buffer');
  digest[0] = cdr.revision;
  return digest.readBigUInt64BE(0);
}
