import { expect, it } from 'vitest';
import { examplesOf } from './examples.ts';

const leg = (carrier: string, called_number: number, start_time: string) => ({
  carrier,
  call_id: `${carrier}-1`,
  start_time,
  calling_number: 12_025_550_100,
  called_number,
  upstream: '',
  downstream: '',
  customer: '',
  ingress_trunk: '',
  attestation: 'C',
  sip_code: 200,
  answered: true,
  duration_ms: 4_000,
});
const call = (called_number: number, time: string) => ({
  calling_number: 12_025_550_100,
  called_number,
  time,
  path: [],
  origin_provider: null,
  claimed_origin: 'a',
  entry_provider: null,
  next_provider_to_ask: 'a',
  confidence: 0.9,
  contradictions: [],
});

it('gives each example call its own legs, also where two calls have the same numbers', () => {
  const [one, two] = [13_125_550_111, 13_125_550_112];
  const found = examplesOf({
    paths: [
      call(one, '2026-03-03T10:00:00.000Z'),
      call(one, '2026-03-03T11:00:00.000Z'),
      call(two, '2026-03-03T10:00:00.000Z'),
    ],
    examples: [
      leg('a', one, '2026-03-03T10:00:00.000Z'),
      leg('b', one, '2026-03-03T10:00:01.500Z'),
      leg('a', one, '2026-03-03T11:00:00.000Z'),
      leg('c', two, '2026-03-03T10:00:00.000Z'),
    ],
  });
  expect(found.map(({ legs }) => legs.map(({ carrier }) => carrier))).toEqual([['a', 'b'], ['a'], ['c']]);
});
