import { pathOf } from '@ringtrace/detect/trace/path';
import { expect, it } from 'vitest';
import { flowOf } from './flow.ts';

const leg = (carrier: string, upstream: string, downstream: string, start_ms: number) => ({
  carrier,
  upstream,
  downstream,
  start_ms,
  call_id: `${carrier}-${start_ms}`,
  hold_ms: 20_000,
  talk_ms: 10_000,
  sip_code: 200,
  calling_number: 12_025_550_100,
  called_number: 13_125_550_111,
  origid: '',
  ingress_country: '',
  ingress_trunk: '',
  customer: '',
  attestation: '',
});

it('adds calls up by place, with proven and claimed hand-overs apart', () => {
  const proven = pathOf([leg('a', 'a', 'b', 0), leg('b', 'a', 'b', 10)]);
  const claimed = pathOf([leg('b', 'a', 'c', 0), leg('c', 'b', 'c', 10)]);
  const { nodes, links } = flowOf([
    { calls: 30, path: proven },
    { calls: 12, path: claimed },
  ]);
  expect(nodes).toEqual([
    { hop: 0, provider: 'a', calls: 42, reported: 30, proven_origin: 30, claimed_origin: 12, ended: 0 },
    { hop: 1, provider: 'b', calls: 42, reported: 42, proven_origin: 0, claimed_origin: 0, ended: 30 },
    { hop: 2, provider: 'c', calls: 12, reported: 12, proven_origin: 0, claimed_origin: 0, ended: 12 },
  ]);
  expect(links).toEqual([
    { hop: 0, from: 'a', to: 'b', calls: 30, proven: true },
    { hop: 0, from: 'a', to: 'b', calls: 12, proven: false },
    { hop: 1, from: 'b', to: 'c', calls: 12, proven: true },
  ]);
});
