import { rowCallId } from '@ringtrace/schemas/call-id';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { SwitchFormat } from './format.ts';
import { localClock } from './local-clock.ts';

/**
 * Asterisk's `cdr_csv`: 18 columns, no header, in whole seconds of the switch's local time. It has the account of an
 * own customer, but neither peers nor attestation. The trunk is part of the channel names.
 */
export const asteriskCsv: SwitchFormat = {
  extension: 'csv',
  open: ({ timezone }) => {
    const clock = localClock(timezone);
    let channels = 0;
    return (cdr) => {
      channels += 2;
      const fields = columns(cdr, clock, channels);
      const uniqueid = fields[16] ?? '';
      return { text: `${fields.map(quoted).join(',')}\n`, callId: rowCallId(uniqueid, fields) };
    };
  },
};

function columns(cdr: Cdr, clock: (at: number) => string, channel: number): readonly string[] {
  const seconds = (at: number) => Math.floor(at / 1000);
  const { start_time, answer_time, end_time } = cdr;
  const end = seconds(end_time);
  return [
    cdr.customer ?? '',
    cdr.calling_number,
    cdr.called_number,
    cdr.ingress_trunk === null ? 'from-internal' : 'from-trunk',
    `"${cdr.caller_name ?? ''}" <${cdr.calling_number}>`,
    `PJSIP/${cdr.ingress_trunk ?? 'line'}-${channelNumber(channel)}`,
    `PJSIP/${cdr.egress_trunk ?? 'line'}-${channelNumber(channel + 1)}`,
    'Dial',
    `PJSIP/${cdr.called_number}@${cdr.egress_trunk ?? 'line'},60`,
    clock(start_time),
    answer_time === null ? '' : clock(answer_time),
    clock(end_time),
    String(end - seconds(start_time)),
    String(answer_time === null ? 0 : end - seconds(answer_time)),
    disposition(cdr),
    'DOCUMENTATION',
    `${seconds(start_time)}.${channel}`,
    '',
  ];
}

const channelNumber = (channel: number) => channel.toString(16).padStart(8, '0');

function disposition({ answer_time, sip_code }: Cdr): string {
  if (answer_time !== null) return 'ANSWERED';
  if (sip_code === 486) return 'BUSY';
  if (sip_code === 480 || sip_code === 487) return 'NO ANSWER';
  return sip_code === 503 ? 'CONGESTION' : 'FAILED';
}

/** All columns but duration and billsec are quoted, with quotes doubled. */
function quoted(field: string, column: number): string {
  return column === 12 || column === 13 ? field : `"${field.replaceAll('"', '""')}"`;
}
