import { callFrom } from '@ringtrace/detect/trace/call';
import type { Leg } from '@ringtrace/detect/trace/leg';
import { leg } from '@ringtrace/detect/trace/leg.fixture';
import { pathOfCall } from '@ringtrace/detect/trace/path';
import type { TracedCall } from '../model/hop.ts';
import type { CallRecords } from './call-records.ts';

/** The call of `leg` in detect's fixture. */
export const tracedCall: TracedCall = {
  calling_number: 12_025_550_100,
  called_number: 13_035_550_100,
  call_time: Date.parse('2026-03-02T14:30:00Z'),
  window_s: 30,
};

interface Known {
  readonly complete?: readonly string[];
  /** Ids that report, but not without a gap. */
  readonly incomplete?: readonly string[];
  readonly foreign?: readonly string[];
  /** Facts of one carrier's leg. */
  readonly facts?: Readonly<Record<string, Partial<Leg>>>;
}

/** Records of one call, a leg each as 'carrier upstream downstream', - = unknown, from the origin on. */
export function recordsOf(
  told: readonly string[],
  { complete = [], incomplete = [], foreign = [], facts = {} }: Known = {},
): CallRecords {
  const legs = told.map((text, i) => {
    const own = leg(text, tracedCall.call_time + i * 100);
    return { ...own, ...facts[own.carrier] };
  });
  const reported = new Set(legs.map(({ carrier }) => carrier));
  const { calling_number: calling, called_number: called, call_time: time, window_s: windowS } = tracedCall;
  return {
    trace: {
      request: { calling, called, time, windowS },
      legs,
      path:
        legs.length === 0
          ? undefined
          : pathOfCall(callFrom(legs), {
              denies: (provider) => complete.includes(provider) && !reported.has(provider),
              isForeign: (provider) => foreign.includes(provider),
            }),
      redials: [],
    },
    complete: new Set(complete),
    looked_at: new Set([...complete, ...incomplete]),
    foreign: new Set(foreign),
  };
}
