import type { CsvRow } from '../csv-rows.ts';
import type { FeedRecord, UnfinishedLine } from '../format.ts';

/** A row with its file and the names of its columns. */
export interface DialogRow extends CsvRow {
  readonly file: string;
  readonly columns: readonly string[];
}

/** A complete call, or a record that is no call, or not yet. */
type Outcome = { readonly invite: DialogRow; readonly bye: DialogRow | undefined } | FeedRecord;

/** Most rows that wait: answered calls for their BYE, and BYEs for their call. No proxy has more calls at a time. */
const mostWaiting = 250_000;
/** How many finished dialogs are remembered. Their later requests are known to be no calls. */
const mostPaired = 50_000;

/**
 * Joins the INVITE and the BYE of each dialog, whichever comes first. Both sides may send a BYE, and there may be
 * further INVITEs inside a dialog, which are no new calls. So only the first of each counts, and the others are
 * skipped.
 * @param paired false: an INVITE alone is a complete call, and the BYE says nothing more.
 */
export function createDialogs(paired: boolean) {
  const waiting = new Map<string, DialogRow>();
  const done = new Set<string>();
  let given: FeedRecord[] = [];

  function finish(key: string): void {
    waiting.delete(key);
    done.add(key);
    const [oldest] = done;
    if (done.size > mostPaired && oldest !== undefined) done.delete(oldest);
  }

  function pair(key: string, row: DialogRow, isInvite: boolean): Outcome {
    const other = waiting.get(key);
    if (done.has(key) || (other !== undefined && isInvite === isInviteRow(other))) {
      return { line: row.line, skipped: true };
    }
    if (other === undefined) {
      waiting.set(key, row);
      if (waiting.size > mostWaiting) giveUpOldest();
      return { line: row.line, skipped: true };
    }
    finish(key);
    return isInvite ? { invite: row, bye: other } : { invite: other, bye: row };
  }

  function giveUpOldest(): void {
    const [oldest] = waiting;
    if (oldest === undefined) return;
    waiting.delete(oldest[0]);
    given.push(unpaired(oldest[1]));
  }

  return {
    add(row: DialogRow): Outcome {
      const method = fieldOf(row, 'method').toUpperCase();
      const answered = fieldOf(row, 'sip_code').startsWith('2');
      if (!/^[A-Z]{3,16}$/.test(method)) {
        return { line: row.line, reason: 'method: is no SIP method', text: row.text };
      }
      if (method === 'INVITE' && (!paired || !answered)) return { invite: row, bye: undefined };
      if ((method !== 'INVITE' && method !== 'BYE') || !paired) return { line: row.line, skipped: true };
      return pair(keyOf(row), row, method === 'INVITE');
    },
    /** Rows that were given up since the last call, because too many wait. */
    givenUp(): FeedRecord[] {
      const records = given;
      given = [];
      return records;
    },
    waiting: (): UnfinishedLine[] => [...waiting.values()].map(unpaired),
  };
}

/** A column's value. */
export function fieldOf({ columns, fields }: DialogRow, name: string): string {
  return fields[columns.indexOf(name)]?.trim() ?? '';
}

const isInviteRow = (row: DialogRow) => fieldOf(row, 'method').toUpperCase() === 'INVITE';

/**
 * The dialog's identity: its Call-ID and both tags. Either side may hang up, and the BYE's `from` is that side, so the
 * tags are sorted.
 */
const keyOf = (row: DialogRow) =>
  [fieldOf(row, 'callid'), ...[fieldOf(row, 'from_tag'), fieldOf(row, 'to_tag')].sort()].join('\n');

function unpaired(row: DialogRow): UnfinishedLine {
  const { line, text, file } = row;
  const reason = isInviteRow(row)
    ? 'answered, and its BYE is not in these files: feed it together with the file that comes after'
    : 'its INVITE is not in these files: feed it together with the file that comes before';
  return { line, text, file, reason };
}
