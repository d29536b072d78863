import { bulkCallers } from './bulk-callers.ts';
import { busyLineCalls, busyLines } from './busy-lines.ts';
import type { LabelledCall } from './call.ts';
import { campaigns } from './campaigns.ts';
import { type DialerSpec, dialerCalls } from './dialer.ts';
import { everydayCalls } from './everyday.ts';
import { reportedLegs } from './legs.ts';
import { mergeByTime } from './time-order.ts';
import { createWorld, type Settings, type World } from './world.ts';

/** The size that the counts of the specifications are meant for. */
const scaleOfSpecs = 200_000;
/** Smallest scaled sizes: below, a campaign could not be told from chance. */
const fewest = { campaign: 250, bulk: 100 };
/** Enough calls to know the legs of one within about 1%. */
const sample = 4_000;
/** Below, campaigns would leave no room for everyday calling. */
const fewestLegs = 15_000;

/**
 * Labelled calls in order of time. The same settings give the same calls.
 * @throws where `legs` is too small to hold every kind of traffic
 */
export function simulateCalls(settings: Settings): Iterable<LabelledCall> {
  return callsIn(createWorld(settings), settings.legs);
}

/** The calls of a world whose reporting carriers write about `legs` legs. */
export function callsIn(world: World, legs: number): Iterable<LabelledCall> {
  if (legs < fewestLegs) throw new Error(`${legs} legs are too few: the example needs ${fewestLegs} or more`);
  const sized = sizedSources(legs);
  const bulkLegs = sized.reduce(
    (sum, { make, calls }) => sum + expectedLegs((n) => make(world, n), calls),
    0,
  );
  const everyday = (calls: number) => everydayCalls(world, calls);
  const perCall = expectedLegs(everyday, sample) / sample;
  const everydayCount = Math.max(0, Math.round((legs - bulkLegs) / perCall));
  return mergeByTime([everyday(everydayCount), ...sized.map(({ make, calls }) => make(world, calls))]);
}

/** First attempts of a dialer at this scale. */
function dialerSize(spec: DialerSpec, legs: number): number {
  return scaled(spec.calls, legs, spec.campaign ? fewest.campaign : fewest.bulk);
}

function sizedSources(legs: number) {
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

/** Legs that `calls` calls of a source come to, measured on no more than a sample of it. */
function expectedLegs(make: (calls: number) => Iterable<LabelledCall>, calls: number): number {
  const tried = Math.min(calls, sample);
  let legs = 0;
  for (const call of make(tried)) legs += reportedLegs(call);
  return (legs * calls) / tried;
}
