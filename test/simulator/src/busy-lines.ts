import { arrivals } from './arrivals.ts';
import type { LabelledCall } from './call.ts';
import { conversation, drawOutcome, type OutcomeProfile, recording } from './outcome.ts';
import { random } from './random.ts';
import { providerOf } from './route.ts';
import { ordinaryNumbers } from './signing.ts';
import { makeCall, type World } from './world.ts';

/** A number that many lines call, as a help line is. */
export type BusyLine = {
  readonly name: string;
  readonly number: string;
  readonly provider: string;
  /** Number of calls in an example of 200,000 legs. */
  readonly calls: number;
  readonly outcome: OutcomeProfile;
  /** How busy a moment is (ms since 1970), in any unit. */
  readonly weight: (at: number) => number;
};

/** A bank's inbound number. The bank never calls from it, so it is on the do-not-originate list. */
export const bankNumber = '+18005550142';

const minuteOfHour = (at: number) => (at / 60_000) % 60;

export const busyLines: readonly BusyLine[] = [
  {
    name: 'bank-hotline',
    number: bankNumber,
    provider: 'bluepeak',
    calls: 700,
    outcome: { answered: 0.96, talk: [[conversation(240, 0.8), 1]] },
    weight: () => 1,
  },
  {
    name: 'conference-bridge',
    number: '+13125550177',
    provider: 'cloudring',
    calls: 700,
    outcome: {
      answered: 0.99,
      talk: [
        [conversation(1900, 0.5), 85],
        [recording(21, 1), 15],
      ],
    },
    // People dial in around the full and the half hour.
    weight: (at) => 0.05 + Math.exp(-((((minuteOfHour(at) + 2) % 30) / 4) ** 2)),
  },
];

/** Calls to a busy line from lines anywhere, in order of time. */
export function* busyLineCalls(world: World, spec: BusyLine, calls: number): Generator<LabelledCall> {
  const rng = random(world.seed, spec.name);
  const to = providerOf(world.providers, spec.provider);
  for (const start of arrivals(rng, { ...world.span, calls, weight: spec.weight })) {
    const line = world.population.line(rng.below(world.population.size));
    yield makeCall(world, rng, {
      kind: spec.name,
      start,
      calling: line.number,
      called: spec.number,
      from: line.provider,
      to,
      outcome: drawOutcome(rng, spec.outcome),
      attests: ordinaryNumbers,
      customer: null,
    });
  }
}
