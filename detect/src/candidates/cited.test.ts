import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { hourMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { citedByCandidates } from './cited.ts';

const numbers = { calling_number: 12_025_550_100, called_number: 13_035_550_100 };
/** Asked for is the second hour of 1970, s since then. */
const span = { first: 3_600, last: 7_200 };
const [inside, lastMs, outside] = [hourMs, 2 * hourMs - 1, 2 * hourMs];
const iso = (ms: number) => new Date(ms).toISOString();

const example = (carrier: string, start_ms: number) => ({
  carrier,
  call_id: `example ${start_ms}`,
  start_time: iso(start_ms),
  ...numbers,
  upstream: '',
  downstream: '',
  customer: '',
  ingress_trunk: '',
  attestation: '',
  sip_code: 200,
  answered: true,
  duration_ms: 0,
});
const path = (ms: number) => ({
  ...numbers,
  time: iso(ms),
  path: [],
  origin_provider: null,
  claimed_origin: null,
  entry_provider: null,
  next_provider_to_ask: null,
  confidence: 1,
  contradictions: [],
});

const candidate = (start_ms: number, cited: { readonly examples: object[]; readonly paths: object[] }) => ({
  candidate_id: 't-1',
  campaign_id: 'c-1',
  ...numbers,
  start_ms,
  first: 0,
  last: 7_199,
  evidence: JSON.stringify({
    calls: 1,
    legs: 1,
    calling_numbers: 1,
    called_numbers: 1,
    carriers: [],
    first_seen: iso(0),
    last_seen: iso(0),
    signals: [],
    ...cited,
  }),
});

const sampled = (carrier: string, start_ms: number) => ({
  campaign_id: 'c-1',
  call_key: 'k',
  carrier,
  start_ms,
  call_id: `sample ${start_ms}`,
});

it('cites its own call, examples, paths and the sample, as far as they lie between the two moments', async () => {
  const asked: unknown[] = [];
  const { store } = answeringStore({
    'candidates with calls around': [
      candidate(inside, {
        examples: [example('a', lastMs), example('b', outside)],
        paths: [path(lastMs), path(outside)],
      }),
    ],
    'sampled calls of campaigns': [sampled('c', inside), sampled('d', outside), sampled('e', inside - 1)],
    'sample legs of campaigns': (params) => {
      asked.push(params['asked']);
      return [{ ...example('c', inside), start_ms: inside, called_number: 7, ingress_country: '' }];
    },
  });
  const { calling_number: calling, called_number: called } = numbers;
  expect(await citedByCandidates(store, span)).toEqual([
    {
      candidate_id: 't-1',
      legs: [
        { carrier: 'c', start_ms: inside, call_id: `sample ${inside}` },
        { carrier: 'a', start_ms: lastMs, call_id: `example ${lastMs}` },
      ],
      calls: [
        { calling, called, time: inside },
        { calling, called, time: lastMs },
        // Its record was corrected since.
        { calling, called: 7, time: inside },
      ],
    },
  ]);
  expect(asked).toEqual([[{ carrier: 'c', start_time: inside, call_id: `sample ${inside}` }]]);
});

it('asks for no legs where none of the sample lies between them', async () => {
  const { store, asked } = answeringStore({
    'candidates with calls around': [candidate(outside, { examples: [], paths: [] })],
    'sampled calls of campaigns': [],
  });
  expect(await citedByCandidates(store, span)).toEqual([{ candidate_id: 't-1', legs: [], calls: [] }]);
  expect(asked).not.toContain('sample legs of campaigns');
});
