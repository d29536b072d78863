import type { Leg } from './leg.ts';

/** An answered leg told as 'carrier upstream downstream', - = unknown, starting at `start_ms`. */
export function leg(told: string, start_ms = 0, more: Partial<Leg> = {}): Leg {
  const [carrier = '', upstream = '', downstream = ''] = told
    .split(' ')
    .map((name) => (name === '-' ? '' : name));
  return {
    carrier,
    upstream,
    downstream,
    call_id: `${told} ${start_ms}`,
    start_ms,
    hold_ms: 0,
    talk_ms: 30_000,
    sip_code: 200,
    calling_number: 12_025_550_100,
    called_number: 13_035_550_100,
    origid: '',
    ingress_country: '',
    ingress_trunk: '',
    customer: '',
    attestation: '',
    ...more,
  };
}
