import { rowCallId } from '@ringtrace/schemas/call-id';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { type CallTimes, createAsteriskTimes } from './asterisk-times.ts';
import { type CsvRow, readCsvRows } from './csv-rows.ts';
import type { FeedFormat, FeedRecord } from './format.ts';

/** cdr_csv writes 18 columns; 16 or 17 where unique id or user field are switched off, 21 with `newcdrcolumns`. */
const fewestColumns = 16;
const mostColumns = 21;

/**
 * How an attempt ended, as a final SIP response. Asterisk says NO ANSWER both where the caller gave up and where
 * nobody took the call; FAILED and CONGESTION are calls the next switch did not take.
 */
const sipCodes: Readonly<Record<string, number>> = {
  ANSWERED: 200,
  'NO ANSWER': 480,
  BUSY: 486,
  FAILED: 503,
  CONGESTION: 503,
};

/** `PJSIP/trunk-0000001f` is a channel of `PJSIP/trunk`; `DAHDI/i1/2025550123-1f` one of `DAHDI/i1`. */
function trunkOf(channel: string): string | null {
  const [technology = '', peer] = channel.replace(/-[0-9a-f]+(?:;[12])?$/i, '').split('/');
  if (technology === '') return null;
  return peer === undefined ? technology : `${technology}/${peer}`;
}

/** The name in `"Name" <number>`. */
function nameOf(clid: string): string | null {
  const open = clid.lastIndexOf('<');
  const name = (open < 0 ? '' : clid.slice(0, open)).trim();
  const unquoted = name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
  return unquoted === '' ? null : unquoted;
}

type Times = (call: CallTimes) => { start: number; answer: number | null; end: number } | string;

function readRow({ line, text, fields }: CsvRow, times: Times): FeedRecord {
  if (fields.length < fewestColumns || fields.length > mostColumns) {
    return { line, reason: `has ${fields.length} columns; cdr_csv writes 18`, text };
  }
  const at = (column: number) => fields[column - 1] ?? '';
  const disposition = at(15).trim().toUpperCase();
  const sipCode = sipCodes[disposition];
  if (sipCode === undefined) {
    return { line, reason: `disposition: must be one of ${Object.keys(sipCodes).join(', ')}`, text };
  }
  // A stamp in the answer column of a call that was not answered is Asterisk's, not an answer.
  const answer = disposition === 'ANSWERED' ? at(11) || undefined : null;
  const when = times({ start: at(10), answer, end: at(12), duration: at(13), billsec: at(14) });
  if (typeof when === 'string') return { line, reason: when, text };
  const cdr = {
    ...emptyCdr,
    call_id: rowCallId(at(17), fields),
    start_time: when.start,
    answer_time: when.answer,
    end_time: when.end,
    calling_number: at(2),
    called_number: at(3),
    ingress_trunk: trunkOf(at(6)),
    egress_trunk: trunkOf(at(7)),
    customer: at(1) || null,
    sip_code: sipCode,
    caller_name: nameOf(at(5)),
  };
  return { line, cdr };
}

/**
 * Asterisk's `cdr_csv` (Master.csv): accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata,
 * start, answer, end, duration, billsec, disposition, amaflags, uniqueid, userfield; no header. The unique id repeats
 * across legs and attempts, so a hash of the row is part of call_id. Which provider a channel leads to is not in it.
 */
export const asteriskCsv: FeedFormat = {
  name: 'asterisk-csv',
  needsTimezone: true,
  async *read(source, { timezone }) {
    const times = createAsteriskTimes(timezone);
    for await (const row of readCsvRows(source)) yield 'fields' in row ? readRow(row, times) : row;
  },
};
