import { mappedFormat } from '../mapping/load.ts';

/**
 * Asterisk's `cdr_csv` (Master.csv), without a header. It has 18 columns; 16 or 17 where unique id or user field are
 * switched off, and up to 21 with `newcdrcolumns`.
 * Asterisk may write a time in `answer` although the call was not answered. NO ANSWER means that the caller gave up or
 * that nobody answered. FAILED and CONGESTION mean that the next switch did not take the call. The unique id repeats
 * across legs and attempts, so a hash of the row is part of call_id. The file does not say which provider a channel
 * leads to.
 */
export const asteriskCsv = mappedFormat('asterisk-csv', {
  rows: {
    columns: [
      'accountcode',
      'src',
      'dst',
      'dcontext',
      'clid',
      'channel',
      'dstchannel',
      'lastapp',
      'lastdata',
      'start',
      'answer',
      'end',
      'duration',
      'billsec',
      'disposition',
      'amaflags',
      'uniqueid',
      'userfield',
      'peeraccount',
      'linkedid',
      'sequence',
    ],
    optional: 5,
  },
  time: { form: 'YYYY-MM-DD HH:mm:ss', zone: 'local', duration: 'duration?', talk: 'billsec?' },
  answered: { disposition: ['ANSWERED'] },
  identity: ['uniqueid?'],
  hash: true,
  fields: {
    start_time: 'start',
    answer_time: 'answer?',
    end_time: 'end?',
    calling_number: 'src',
    called_number: 'dst',
    ingress_trunk: { from: 'channel?', pattern: trunkOfChannel() },
    egress_trunk: { from: 'dstchannel?', pattern: trunkOfChannel() },
    customer: 'accountcode?',
    sip_code: { from: 'disposition', table: 'dispositions' },
    caller_name: { from: 'clid?', pattern: `^\\s*(?:"'([^]*)'"|"([^]*)"|'([^]*)'|([^]*?))\\s*<[^<]*$` },
  },
  tables: {
    dispositions: { ANSWERED: '200', 'NO ANSWER': '480', BUSY: '486', FAILED: '503', CONGESTION: '503' },
  },
});

/**
 * The part of a channel's name that is its trunk: `PJSIP/trunk` in `PJSIP/trunk-0000001f`, `DAHDI/i1` in
 * `DAHDI/i1/2025550123-1f`.
 */
function trunkOfChannel(): string {
  return '^([^/]+(?:/[^/]*?)?)(?:-[0-9a-fA-F]+(?:;[12])?)?(?:/.*)?$';
}
