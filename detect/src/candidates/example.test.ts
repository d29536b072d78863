import { describe, expect, it } from 'vitest';
import { pathOf } from '../trace/path.ts';
import { traceOf } from './example.ts';
import type { ExampleLeg } from './queries.ts';
import type { TracedCall } from './sample.ts';

const leg = (call_key: string, carrier: string, upstream: string, downstream = ''): ExampleLeg => ({
  carrier,
  call_id: `${carrier}-${call_key}`,
  start_ms: 0,
  calling_number: 12_025_550_100,
  called_number: 12_025_550_199,
  upstream,
  downstream,
  customer: '',
  ingress_trunk: '',
  attestation: '',
  ingress_country: carrier === 'gateway' ? 'IN' : '',
  sip_code: 200,
  answered: true,
  duration_ms: 1_000,
});
const calls = (count: number, name: string, ...legs: (readonly [string, string])[]) =>
  Array.from({ length: count }, (_, i): TracedCall => {
    const own = legs.map(([carrier, upstream]) => leg(`${name}${i}`, carrier, upstream));
    const asTraced = own.map((each) => ({ ...each, hold_ms: 0, talk_ms: each.duration_ms, origid: '' }));
    return { call_key: `${name}${i}`, legs: own, path: pathOf(asTraced) };
  });

describe('origin of a campaign', () => {
  const spoofed = calls(62, 'b', ['gateway', 'offshore']);
  const honest = calls(2, 'a', ['holder', 'holder'], ['transit', 'holder']);

  it('is not proven by a few calls', () => {
    const trace = traceOf([...honest, ...spoofed]);
    expect(trace).toMatchObject({
      origin_provider: '',
      claimed_origin: 'offshore',
      entry_provider: 'gateway',
      example: { path: { claimed_origin: 'offshore' } },
    });
  });

  it('counts calls of unknown origin', () => {
    const unknown = calls(40, 'c', ['rural', '']);
    expect(traceOf([...unknown, ...calls(20, 'p', ['p', 'p'])])).toMatchObject({
      origin_provider: '',
      claimed_origin: 'p',
      example: { path: { next_provider_to_ask: 'p' } },
    });
    expect(traceOf([...unknown, ...calls(2, 'p', ['p', 'p'])])).toMatchObject({
      origin_provider: '',
      claimed_origin: '',
      example: { path: { next_provider_to_ask: 'rural' } },
    });
  });

  it('is proven where nearly all calls are', () => {
    const trace = traceOf([...calls(60, 'p', ['p', 'p']), ...calls(4, 'c', ['rural', ''])]);
    expect(trace).toMatchObject({ origin_provider: 'p', example: { path: { origin_provider: 'p' } } });
  });
});

describe('examples of a campaign', () => {
  it('are up to ten, of every terminating carrier in turn, the best known first', () => {
    const long = calls(30, 'l', ['p', 'p'], ['t', 'p'], ['big', 't']);
    const short = calls(30, 's', ['p', 'p'], ['small', 'p']);
    const ends = traceOf([...short, ...long])?.examples.map((call) => call.path.terminating_carrier);
    expect(ends).toHaveLength(10);
    expect(ends?.slice(0, 4)).toEqual(['big', 'small', 'big', 'small']);
  });

  it('are answered and recent ones before others', () => {
    const [one, missed, early] = calls(3, 'p', ['p', 'p']);
    if (one === undefined || missed === undefined || early === undefined) throw new Error('three calls');
    const with_ = (call: TracedCall, more: Partial<ExampleLeg>) => ({
      ...call,
      legs: call.legs.map((each) => ({ ...each, ...more })),
    });
    const given = [with_(early, { start_ms: -5 }), with_(missed, { answered: false, start_ms: 9 }), one];
    expect(traceOf(given)?.examples.map((call) => call.call_key)).toEqual(['p0', 'p2', 'p1']);
  });
});
