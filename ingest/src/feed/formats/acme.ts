import type { Mapping } from '../mapping/mapping.ts';
import { rowsFormat } from '../mapping/rows.ts';
import { acmeColumns } from './acme-layouts.ts';

/**
 * `'12025550123'<sip:192.0.2.2>`: without a user part the URI names only the host, and the number is in the label
 * before it.
 */
const beforeHost = `^[\\s"']*(\\+?\\d{7,15})[\\s"']*<sips?:(?!\\+?\\d{7,}[;>])[^@>]*>`;
const inBrackets = '^[^<]*<([^>]*)>|^([^<]*)$';

const mapping: Mapping = {
  rows: { quoting: 'loose-quotes' },
  time: { form: 'H:mm:ss[.SSS] ZONE MON DD YYYY', zone: 'stated' },
  calls: { 'Acct-Status-Type': ['2', 'Stop'] },
  skip: {
    'Acct-Status-Type': ['1', '3', '7', '8', 'Start', 'Interim-Update', 'Accounting-On', 'Accounting-Off'],
  },
  identity: ['Acct-Session-Id?'],
  hash: true,
  fields: {
    start_time: 'h323-setup-time?',
    answer_time: 'h323-connect-time?',
    end_time: 'h323-disconnect-time?',
    calling_number: [
      { from: 'Calling-Station-Id?', pattern: beforeHost },
      { from: 'Calling-Station-Id?', pattern: inBrackets },
    ],
    called_number: [
      { from: 'Called-Station-Id?', pattern: beforeHost },
      { from: 'Called-Station-Id?', pattern: inBrackets },
    ],
    ingress_trunk: ['Acme-Originating-Trunk-Group?', 'Acme-Session-Ingress-Realm?'],
    egress_trunk: ['Acme-Terminating-Trunk-Group?', 'Acme-Session-Egress-Realm?'],
    sip_code: [
      { from: 'Acme-SIP-Status?', pattern: '^[1-6]\\d\\d$' },
      { from: 'Acme-Disconnect-Cause?', table: 'q850' },
      { from: 'h323-disconnect-cause?', table: 'q850' },
    ],
    caller_name: {
      from: 'Calling-Station-Id?',
      pattern: `^\\s*(?:"'([^]*)'"|"([^]*)"|'([^]*)'|([^]*?))\\s*<`,
    },
  },
};

/**
 * Oracle (Acme Packet) session border controllers: local CDR files without a header.
 * The stop record of a session says everything about it. Start and interim records are only counted. The order of
 * columns differs by release, see `acme-layouts.ts`; for other releases a mapping file can name the columns. Times name
 * their zone. A zone that RFC 5322 does not define needs --timezone.
 */
export const acme = rowsFormat('acme', mapping, { columnsOf: acmeColumns });
