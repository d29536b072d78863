import { areas } from '../areas.ts';
import type { Provider } from '../providers.ts';
import { pick, pickWeighted, type Random, random } from '../random.ts';

/** Countries with providers abroad. */
const countries = ['GB', 'IN', 'PH', 'CO', 'MX', 'JM', 'PK', 'CA'] as const;

const ids = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);

const ordinary = {
  country: 'US',
  member: true,
  rmd: 'listed',
  shaken: 'complete',
  share: 0,
  origidPer: 'call',
  numbers: 'plus',
  format: 'jsonl',
  timezone: 'UTC',
  clockOffset: 0,
} as const;

/** Chooses each item with the probability `share`. At least one is chosen. */
function some<T>(rng: Random, items: readonly T[], share: number): readonly T[] {
  const chosen = items.filter(() => rng.chance(share));
  return chosen.length > 0 ? chosen : [pick(rng, items)];
}

function twoOf<T>(rng: Random, items: readonly T[]): readonly T[] {
  const first = pick(rng, items);
  const rest = items.filter((item) => item !== first);
  return rest.length === 0 ? [first] : [first, pick(rng, rest)];
}

/**
 * Draws a country's providers from a seed: a few large ones, regional ones, many small VoIP providers, transits,
 * gateways, and providers abroad. It also draws who peers with whom, who signs calls, and who is listed in the Robocall
 * Mitigation Database. All US providers are members.
 */
export function drawProviders(seed: number): readonly Provider[] {
  const rng = random(seed, 'network');
  const large = ids('large', 3 + rng.below(2));
  const regional = ids('regional', 5 + rng.below(4));
  const voip = ids('voip', 30 + rng.below(15));
  const transits = ids('transit', 4 + rng.below(3));
  const gateways = ids('gateway', 3 + rng.below(3));
  const abroad = countries.flatMap((country) =>
    ids(`abroad-${country.toLowerCase()}`, 3).map((id) => ({ id, country })),
  );
  const ending = [...large, ...regional, ...voip];
  let named = 1000;
  const provider = (id: string, own: Partial<Provider>): Provider => ({
    ...ordinary,
    id,
    name: id,
    ocns: [String(named++)],
    origidPer: rng.chance(0.5) ? 'call' : 'origin',
    peers: [],
    transits: twoOf(rng, transits),
    direct: rng.between(0.6, 0.95),
    ...own,
  });
  const signs = () =>
    pickWeighted(rng, [
      ['complete', 6],
      ['partial', 2],
      ['none', 2],
    ] as const);
  return [
    ...large.map((id) =>
      provider(id, { share: rng.between(15, 30), peers: [...ending.filter((p) => p !== id), ...gateways] }),
    ),
    ...regional.map((id) =>
      provider(id, {
        share: rng.between(10, 35),
        areas: some(rng, areas, 0.3).map((area) => area.npa),
        peers: large,
        shaken: rng.chance(0.7) ? 'complete' : 'partial',
      }),
    ),
    ...voip.map((id) =>
      provider(id, {
        share: rng.between(0.2, 1.5),
        peers: rng.chance(0.5) ? some(rng, large, 0.6) : [],
        shaken: signs(),
        rmd: pickWeighted(rng, [
          ['listed', 17],
          ['none', 2],
          ['removed', 1],
        ] as const),
      }),
    ),
    ...transits.map((id, i) =>
      provider(id, {
        peers: [...large, ...gateways, ...ending.filter(() => rng.chance(0.85))],
        transits: transits.filter((other) => other !== id),
        ...(i > 0 && rng.chance(0.25) ? { tdm: true, shaken: 'none' } : {}),
      }),
    ),
    ...gateways.map((id) => provider(id, { peers: some(rng, ending, 0.5) })),
    ...abroad.map(({ id, country }) =>
      provider(id, {
        country,
        ocns: [],
        member: false,
        shaken: 'none',
        rmd: pick(rng, ['listed', 'none']),
        transits: [],
        peers: twoOf(rng, gateways),
      }),
    ),
  ];
}
