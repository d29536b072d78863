import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { hourMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { type Cluster, isSuspicious, type Member, singleCluster } from './cluster.ts';
import { Clustering } from './clustering.ts';
import { type Combine, combine } from './join.ts';
import { claimed, heardFor, idsOf, proven } from './linkage.fixture.ts';
import { matchKinds } from './match.ts';

const mostCalls = 900;

/** A suspicious cluster takes in others, up to a number of calls. */
const takingIn: Combine<Member> = (a, b) =>
  (isSuspicious(a) || isSuspicious(b)) && a.calls + b.calls <= mostCalls
    ? { ...combine(a, b), verdict: 'suspicious' }
    : undefined;

/** Compares no two of which neither takes in others, and compares all. */
const both = () => ({
  some: new Clustering<Member>(matchKinds, { combine: takingIn, takesIn: isSuspicious }),
  all: new Clustering<Member>(matchKinds, { combine: takingIn }),
});

/** The clusters that take in others, kept up to date. */
function taking(clustering: Clustering<Member>) {
  const clusters = new Set<Cluster<Member>>();
  return (gone: readonly Cluster<Member>[], come: readonly Cluster<Member>[]) => {
    const change = clustering.update({ gone, come });
    for (const cluster of change.gone) clusters.delete(cluster);
    for (const cluster of change.come) if (isSuspicious(cluster)) clusters.add(cluster);
    return idsOf([...clusters].map(({ members }) => members));
  };
}

const at = (provider: string, hours: number, more: Partial<Member> = {}) =>
  // Not at full hours, where segments are cut.
  claimed(provider, {
    first_ms: Math.round((hours + 0.3) * hourMs),
    last_ms: Math.round((hours + 1.3) * hourMs),
    ...more,
  });

describe('a clustering in which only some clusters take in others', () => {
  it('follows matches from what was taken in to what was not compared before', () => {
    const { some, all } = both();
    const possible = { verdict: 'possible' } as const;
    const chain = [
      at('p', 0),
      at('q', 1.1, possible),
      at('r', 2.2, possible),
      at('s', 3.3, possible),
      at('t', 9, possible),
    ].map(singleCluster);
    const [update, updateAll] = [taking(some), taking(all)];
    const found = update([], chain);
    expect(found.map((ids) => ids.length)).toEqual([4]);
    expect(updateAll([], chain)).toEqual(found);
    // Without the first, none of them takes in another.
    expect(update(chain.slice(0, 1), [])).toEqual([]);
  });

  /** Clusters of a few providers within some hours. */
  function drawn({ pick, chance, below }: Seeded): Cluster<Member> {
    const first = below(8) + pick([0.3, 0.35, 0.9]);
    const made = pick([claimed, proven])(pick(['a', 'b', 'c', 'd']), {
      verdict: chance(0.2) ? 'suspicious' : 'possible',
      calls: pick([40, 150, 300]),
      behavior: heardFor(pick([20, 21, 50]), { callers: [below(40)], exchanges: [below(40)] }),
      first_ms: first * hourMs,
      last_ms: (first + pick([0.4, 1])) * hourMs,
    });
    return singleCluster(made);
  }

  it.each([1, 2, 3, 4, 5, 6])('makes the same clusters as one that compares all (seed %i)', (seed) => {
    const random = seeded(seed);
    const { some, all } = both();
    const [update, updateAll] = [taking(some), taking(all)];
    let present: Cluster<Member>[] = [];
    let largest = 0;
    for (let round = 0; round < 15; round += 1) {
      const gone = present.filter(() => random.chance(0.2));
      const come = Array.from({ length: random.below(12) }, () => drawn(random));
      present = [...present.filter((item) => !gone.includes(item)), ...come];
      const found = update(gone, come);
      expect(found).toEqual(updateAll(gone, come));
      largest = Math.max(largest, ...found.map((ids) => ids.length));
    }
    expect(largest).toBeGreaterThan(3);
  });
});
