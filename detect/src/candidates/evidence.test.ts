import { expect, it } from 'vitest';
import { candidateEvidence } from './evidence.ts';

it('what earlier releases wrote is read, with nothing in place of what they did not say', () => {
  const [calls, legs, calling_numbers, called_numbers] = [1, 2, 1, 1];
  const counts = {
    calls,
    legs,
    calling_numbers,
    called_numbers,
    carriers: [],
    first_seen: '',
    last_seen: '',
  };
  expect(candidateEvidence.parse({ ...counts, signals: [], examples: [] })).toMatchObject({
    patterns: { messages: [], numbers: [] },
    provenance: { traced_calls: 0 },
    paths: [],
  });
});
