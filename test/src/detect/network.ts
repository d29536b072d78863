import { createHash } from 'node:crypto';
import { type CdrRow, unknownHour } from '@ringtrace/schemas/tables/cdr';

/**
 * A small telephone network for detection's own tests, built apart from the simulator so that neither fits the other: carriers
 * that report, what they tell, and how far their clock is off.
 */
const carriers = {
  north: { clockMs: 400, tells: true },
  south: { clockMs: -900, tells: true },
  transit1: { clockMs: 1_500, tells: true },
  transit2: { clockMs: 0, tells: true },
  gateway: { clockMs: -300, tells: true },
  /** Asterisk: neither upstream nor attestation nor trunks. */
  rural: { clockMs: 2_000, tells: false },
} as const satisfies Record<string, { clockMs: number; tells: boolean }>;
type Carrier = keyof typeof carriers;
const isCarrier = (id: string): id is Carrier => Object.hasOwn(carriers, id);

export interface Attempt {
  at: number;
  calling: number;
  called: number;
  /** Providers from the origin to the called party's. */
  path: readonly string[];
  customer: string;
  attestation: string;
  /** null = unanswered. */
  talkS: number | null;
  fromAbroad?: string;
  dno?: boolean;
  validCaller?: boolean;
  label: string;
}
export interface Leg {
  row: CdrRow;
  label: string;
}

const npaNxx = (number: number) => Math.floor(number / 10_000);
const hash = (text: string) => createHash('sha256').update(text).digest().readBigUInt64LE() >> 8n;

/** The legs the reporting carriers on the path write down. */
export function legsOf(attempt: Attempt, id: number): Leg[] {
  const ringMs = 6_000 + (id % 9) * 1_000;
  return attempt.path.filter(isCarrier).map((carrier) => {
    const { clockMs, tells } = carriers[carrier];
    const hop = attempt.path.indexOf(carrier);
    const upstream = hop === 0 ? carrier : (attempt.path[hop - 1] ?? '');
    const start = attempt.at + clockMs + hop * 40;
    const answer = attempt.talkS === null ? null : start + ringMs;
    const call_id = `${carrier}-${id}`;
    const told = (value: string) => (tells ? value : '');
    const row: CdrRow = {
      ...blank,
      carrier,
      call_id,
      start_time: start,
      ver: hash(call_id),
      answer_time: answer,
      end_time: answer === null ? start + ringMs * 2 : answer + (attempt.talkS ?? 0) * 1_000,
      calling_number_raw: `+${attempt.calling}`,
      called_number_raw: `+${attempt.called}`,
      calling_number: attempt.calling,
      called_number: attempt.called,
      upstream: told(upstream),
      downstream: told(attempt.path[hop + 1] ?? carrier),
      ingress_trunk: told(hop === 0 ? `access-${attempt.customer}` : `from-${upstream}`),
      customer: told(hop === 0 ? attempt.customer : ''),
      sip_code: answer === null ? 480 : 200,
      attestation: told(attempt.attestation),
      ingress_country: attempt.path.findIndex(isCarrier) === hop ? told(attempt.fromAbroad ?? '') : '',
      calling_valid: attempt.validCaller ?? true,
      neighbor_spoof: npaNxx(attempt.calling) === npaNxx(attempt.called),
      dno: attempt.dno ?? false,
    };
    return { row, label: attempt.label };
  });
}

const blank: CdrRow = {
  carrier: '',
  start_time: 0,
  call_id: '',
  ver: 0n,
  revision: 0,
  withdrawn: false,
  answer_time: null,
  end_time: 0,
  calling_number_form: 'other',
  calling_number_raw: '',
  called_number_form: 'other',
  called_number_raw: '',
  calling_number: 0,
  called_number: 0,
  upstream: '',
  downstream: '',
  ingress_trunk: '',
  egress_trunk: '',
  customer: '',
  sip_code: 0,
  attestation: '',
  origid: null,
  signer_ocn: '',
  verstat: 'none',
  identity_fault: '',
  ingress_country: '',
  caller_name: '',
  calling_valid: true,
  calling_assigned: '',
  calling_region: 'US',
  calling_ocn: '',
  calling_line_type: '',
  called_valid: true,
  called_assigned: '',
  called_region: 'US',
  called_ocn: '',
  called_line_type: '',
  neighbor_spoof: false,
  dno: false,
  upstream_rmd: '',
  signer: '',
  signer_rmd: '',
  improper_attestation: false,
  foreign_entry: false,
  called_local_hour: unknownHour,
  reference_version: 0,
};
