import { isGone } from '@ringtrace/detect/candidates/is-gone';
import { describe, expect, it } from 'vitest';
import { lettersOf } from './attestation.tsx';
import { paceSeries } from './pace.tsx';
import { alone, coverage, flow } from './paths.tsx';
import { inHundred, unopened, whyNoCalls } from './shown.ts';

describe('pace', () => {
  it('is calls per minute, whatever the step, and the baseline stays within the campaign', () => {
    const [calls, ordinary] = paceSeries({
      step_s: 300,
      steps: [
        { at: 600_000, calls: 50 },
        { at: 900_000, calls: 10 },
      ],
      hours: [{ at: 0, calls: 60, all: 100, ordinary: 30 }],
    });
    expect(calls?.points.map(({ value }) => value)).toEqual([10, 2]);
    expect(ordinary?.points).toEqual([
      { at: 600_000, value: 0.5 },
      { at: 1_200_000, value: 0.5 },
    ]);
  });
});

describe('attestation', () => {
  it('counts each call once: a failed verification stands apart from its letter', () => {
    const one = { signer: 'x', attestation: 'B' as const, failed: false, calls: 5 };
    expect(
      lettersOf([one, { ...one, signer: 'y', calls: 2 }, { ...one, failed: true, calls: 1 }]).map(
        ({ value }) => value,
      ),
    ).toEqual([7, 1]);
  });
});

describe('ways', () => {
  const node = { calls: 4, reported: 4, proven_origin: 0, claimed_origin: 0, ended: 0 };

  it('are keyed by provider and place, so that a provider can be passed twice', () => {
    const { nodes, links } = flow({
      nodes: [
        { ...node, hop: 0, provider: 'a', proven_origin: 4 },
        { ...node, hop: 1, provider: 'b' },
        { ...node, hop: 2, provider: 'a', ended: 4 },
      ],
      links: [
        { hop: 0, from: 'a', to: 'b', calls: 4, proven: true },
        { hop: 1, from: 'b', to: 'a', calls: 4, proven: false },
      ],
    });
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(3);
    expect(nodes[0]?.label).toBe('a (origin)');
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      [nodes[0]?.id, nodes[1]?.id],
      [nodes[1]?.id, nodes[2]?.id],
    ]);
  });

  it('say how many calls they show', () => {
    expect(coverage({ calls: 3_000, traced: 2_900, ways: 310 })).toMatch(
      /^2,900 of 3,000 calls.*310 ways.*left out\.$/,
    );
    expect(coverage({ calls: 30, traced: 30, ways: 3 })).not.toContain('left out');
    expect(alone({ nodes: [{ ...node, hop: 0, provider: 'a', ended: 2 }] })[0]).toContain('2 of these calls');
    expect(alone({ nodes: [{ ...node, hop: 0, provider: 'a' }] })).toEqual([]);
  });
});

it('writes scores for people', () => {
  expect(inHundred(0.967)).toBe('97 in 100');
});

it('a campaign without calls says that they are gone only where they may be', () => {
  expect(whyNoCalls.open).toContain('no longer stored');
  for (const status of ['merged', 'withdrawn', 'dismissed'] as const)
    expect(whyNoCalls[status]).not.toContain('stored');
});

it('only a pending candidate may still open', () => {
  expect([unopened('pending'), unopened('merged'), unopened('withdrawn')]).toEqual([
    'not yet',
    'never',
    'never',
  ]);
});

it('nobody is asked by a candidate whose calls are in another one, or in none', () => {
  expect(['merged', 'withdrawn'].map((status) => isGone({ status }))).toEqual([true, true]);
  expect(['open', 'pending', 'confirmed'].map((status) => isGone({ status }))).toEqual([false, false, false]);
});
