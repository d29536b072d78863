import { seeded } from '@ringtrace/platform/seeded';
import { hourMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { type BlockingRule, rulesFor } from './blocking-rules.ts';
import type { Member } from './cluster.ts';
import { claimed, heardFor, ofOrigid, proven } from './linkage.fixture.ts';
import { matchKinds } from './match.ts';

const finds = (rules: readonly BlockingRule[], one: Member, other: Member) =>
  rules.some(({ sought, held }) => {
    const keys = new Set(held(other));
    return sought(one).some((key) => keys.has(key));
  });

it('find each of two items from the other one', () => {
  const { pick, below, chance } = seeded(3);
  const items = Array.from({ length: 60 }, () => {
    const first_ms = below(60) * hourMs;
    const callers = Array.from({ length: pick([1, 10]) }, () => below(300));
    return pick([proven, claimed])(pick(['a', 'b']), {
      ...(chance(0.3) ? ofOrigid(pick(['x', 'y'])) : {}),
      ...(chance(0.3) ? { place_customer: pick(['x', 'y']) } : {}),
      verdict: pick(['suspicious', 'possible', 'weak']),
      behavior: heardFor(20, { callers, exchanges: [below(9)] }),
      first_ms,
      last_ms: first_ms + hourMs,
    });
  });
  for (const count of [2, 3, matchKinds.length]) {
    const rules = rulesFor(matchKinds.slice(0, count));
    for (const rule of rules) expect(items.some((a) => items.some((b) => finds([rule], a, b)))).toBe(true);
    for (const a of items) for (const b of items) expect(finds(rules, a, b)).toBe(finds(rules, b, a));
  }
});

it('are those of the kinds looked for: numbers always, then origins, then time', () => {
  const rules = (count: number) => rulesFor(matchKinds.slice(0, count));
  const ofNumbers = (count: number) => rules(count).map(({ isOfNumbers }) => isOfNumbers);
  expect(ofNumbers(2)).toEqual([true, true]);
  expect(ofNumbers(3)).toEqual([true, true, false, false, false, false]);
  expect(rules(matchKinds.length)).toHaveLength(7);
});
