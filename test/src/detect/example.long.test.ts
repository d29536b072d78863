import { explain } from '@ringtrace/detect/candidates/explain';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { evaluate, type Label } from '@ringtrace/detect/evaluate/evaluate';
import { traceCall } from '@ringtrace/detect/trace/trace';
import { tick } from '@ringtrace/detect/worker/tick';
import type { Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './engine.ts';
import { exampleRows } from './example.ts';
import { store } from './feed.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

describe('simulated traffic', () => {
  describe('of which all carriers report', () => {
    let target: Store;
    let labels: readonly Label[];
    beforeAll(async () => {
      target = await engine.freshStore();
      const example = await exampleRows(target, { seed: 11, legs: 100_000 });
      labels = example.labels;
      await store(target, example.rows);
      await tick(target);
    });

    it('all campaigns are found and nobody else is accused', async () => {
      const result = await evaluate(target, labels);
      expect(result.unmatchedLabels).toBe(0);
      expect(result.campaigns.filter((campaign) => !campaign.found)).toEqual([]);
      expect(result.candidates.filter((candidate) => !candidate.isTrue)).toEqual([]);
    });

    it('each candidate is explained, and its example call traced', async () => {
      const found = await listCandidates(target);
      expect(found.length).toBeGreaterThan(0);
      for (const candidate of found) {
        const text = explain(candidate).join('\n');
        expect(text).toContain(`Ask next: ${candidate.next_provider_to_ask}`);
        expect(text).toContain(candidate.origin_provider === null ? 'not proven' : 'Proven');
        const { path } = await traceCall(target, {
          calling: candidate.calling_number,
          called: candidate.called_number,
          time: Date.parse(`${candidate.call_time.replace(' ', 'T')}Z`),
        });
        expect(path?.hops.map(({ handed_over: _, ...hop }) => hop)).toEqual(candidate.path);
      }
    });
  });

  it('accuses no honest caller at any point while carriers come in one by one', async () => {
    const target = await engine.freshStore();
    const { rows, labels } = await exampleRows(target, { seed: 15, legs: 30_000 });
    for (const [carrier, own] of Map.groupBy(rows, (row) => row.carrier)) {
      await store(target, own);
      await tick(target);
      const { candidates } = await evaluate(target, labels);
      expect({ carrier, honest: candidates.filter((candidate) => candidate.label === '') }).toEqual({
        carrier,
        honest: [],
      });
    }
    // Whether a provider is only a transit may show only when more carriers have reported. Candidates that rest on it
    // are then withdrawn.
    const withdrawn = (await listCandidates(target)).filter(({ status }) => status === 'withdrawn');
    expect(withdrawn.filter(({ origin_provider }) => origin_provider !== null)).toEqual([]);
  });

  it('accuses nobody where half the carriers report', async () => {
    const target = await engine.freshStore();
    const { rows, labels } = await exampleRows(target, { seed: 13, legs: 60_000, reportingShare: 0.5 });
    await store(target, rows);
    await tick(target);
    const result = await evaluate(target, labels);
    expect(result.precision).toBe(1);
    expect(result.candidates.length).toBeGreaterThan(0);
  });
});
