import { bulkCallers } from './bulk-callers.ts';
import { busyLineCalls, busyLines } from './busy-lines.ts';
import type { LabelledCall } from './call.ts';
import { campaigns } from './campaigns.ts';
import { type DialerSpec, dialerCalls } from './dialer.ts';
import { everydayCalls } from './everyday.ts';
import { reportedLegs } from './legs.ts';
import { mergeByTime } from './time-order.ts';
import { createWorld, type Settings, type World } from './world.ts';

/** The number of legs for which the specifications state their calls. */
const scaleOfSpecs = 200_000;
/** Fewest calls after scaling. A smaller campaign could not be told from chance. */
const fewest = { campaign: 250, bulk: 100 };
/** Calls from which the legs of a call are estimated, to within about 1%. */
const sample = 4_000;
/** Fewest legs of an example. With fewer, campaigns would leave no room for everyday calls. */
const fewestLegs = 15_000;

/**
 * The labelled calls in order of time. The same settings give the same calls.
 * @throws Error where `legs` is too small to hold every kind of traffic.
 */
export function simulateCalls(settings: Settings): Iterable<LabelledCall> {
  return callsIn(createWorld(settings), settings.legs);
}

/** The calls of a world, so many that its reporting carriers write about `legs` legs. */
export function callsIn(world: World, legs: number): Iterable<LabelledCall> {
  if (legs < fewestLegs) throw new Error(`${legs} legs are too few: the example needs ${fewestLegs} or more`);
  const sized = sizedGenerators(legs);
  const bulkLegs = sized.reduce(
    (sum, { make, calls }) => sum + expectedLegs((n) => make(world, n), calls),
    0,
  );
  const everyday = (calls: number) => everydayCalls(world, calls);
  const perCall = expectedLegs(everyday, sample) / sample;
  const everydayCount = Math.max(0, Math.round((legs - bulkLegs) / perCall));
  return mergeByTime([everyday(everydayCount), ...sized.map(({ make, calls }) => make(world, calls))]);
}

/** The number of a dialer's first attempts in an example of this size. */
function dialerSize(spec: DialerSpec, legs: number): number {
  return scaled(spec.calls, legs, spec.campaign ? fewest.campaign : fewest.bulk);
}

function sizedGenerators(legs: number) {
  const dialers = [...bulkCallers, ...campaigns].map((spec) => ({
    calls: dialerSize(spec, legs),
    make: (world: World, calls: number) => dialerCalls(world, spec, calls),
  }));
  const lines = busyLines.map((spec) => ({
    calls: scaled(spec.calls, legs, fewest.bulk),
    make: (world: World, calls: number): Iterable<LabelledCall> => busyLineCalls(world, spec, calls),
  }));
  return [...dialers, ...lines];
}

function scaled(calls: number, legs: number, floor: number): number {
  return Math.max(floor, Math.round((calls * legs) / scaleOfSpecs));
}

/** The legs that `calls` calls of a generator will have, estimated from a sample of them. */
function expectedLegs(make: (calls: number) => Iterable<LabelledCall>, calls: number): number {
  const tried = Math.min(calls, sample);
  let legs = 0;
  for (const call of make(tried)) legs += reportedLegs(call);
  return (legs * calls) / tried;
}
