import { expect, it } from 'vitest';
import { checkSameFound, figuresOf, inWords, ratiosOf } from './figures.ts';
import type { Measured } from './measure.ts';

const found = { campaigns: [{ members: 1 }], candidates: [{ event_time: 2 }] };
const one: Measured = {
  cdrs: 500_000,
  ingest: { seconds: 10, own: 5, engines: [4] },
  detection: { seconds: 20, own: 6, engines: [30] },
  found,
};
const two: Measured = {
  cdrs: 500_000,
  ingest: { seconds: 12.5, own: 5, engines: [3, 5] },
  detection: { seconds: 20, own: 9, engines: [27, 6] },
  found,
};

it('CPU is that of all engines together, and of each shard', () => {
  expect(figuresOf('two shards', two)).toEqual({
    form: 'two shards',
    cdrs: 500_000,
    ingest_per_s: 40_000,
    detection_per_s: 25_000,
    cpu_s_per_1m: {
      'ingest: own': 10,
      'ingest: engine': 16,
      'detection: own': 18,
      'detection: engine': 66,
      all: 110,
    },
    engine_cpu_s_per_1m: [60, 22],
    campaigns: 1,
    candidates: 1,
  });
});

it('ratios are those of each form over the first', () => {
  const figures = [figuresOf('one machine', one), figuresOf('two shards', two)];
  const [ratio] = ratiosOf(figures);
  expect(ratio).toMatchObject({ form: 'two shards', over: 'one machine', ingest_per_s: 0.8 });
  expect(ratio?.cpu).toEqual({
    'ingest: own': 1,
    'ingest: engine': 2,
    'detection: own': 1.5,
    'detection: engine': 1.1,
    all: 1.22,
  });
  expect(inWords(figures)).toContain('60, 22');
});

it('a ratio over nothing is none', () => {
  const idle = { ...one, ingest: { ...one.ingest, own: 0 } };
  expect(ratiosOf([figuresOf('idle', idle), figuresOf('b', two)])[0]?.cpu['ingest: own']).toBeNull();
});

it('a form that finds something else gives no figures', () => {
  checkSameFound('two shards', two, one);
  expect(() => checkSameFound('two shards', { ...two, found: { ...found, candidates: [] } }, one)).toThrow(
    'two shards gives other campaigns or candidates',
  );
});
