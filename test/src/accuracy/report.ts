import { f1, type Share, shareOf } from '@ringtrace/detect/evaluate/share';
import { sumOf } from '@ringtrace/detect/features/histogram';
import { axes } from '@ringtrace/simulator/drawn/axes';
import type { DrawnCampaign } from '@ringtrace/simulator/drawn/campaigns';
import type { Measured } from './measure.ts';
import { rightlyProven } from './proven.ts';
import type { Flagged } from './rules.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const bounded = ({ value, low, high, of }: Share) =>
  `${percent(value)} (${percent(low)} to ${percent(high)}) of ${of}`;

interface Case {
  readonly drawn: DrawnCampaign;
  readonly reportingShare: number;
  readonly found: boolean;
  /** Calls that a reporting carrier saw. */
  readonly seen: number;
  readonly candidates: number;
  readonly minutesToEvent: number | undefined;
}

/** Every campaign with at least one reported leg, and whether it was found. */
function cases(worlds: readonly Measured[]): Case[] {
  return worlds.flatMap(({ traffic, evaluation, settings }) =>
    traffic.campaigns.flatMap((drawn) => {
      const result = evaluation.campaigns.find(({ campaign }) => campaign === drawn.name);
      return result === undefined
        ? []
        : [{ ...result, drawn, seen: result.calls, reportingShare: settings.reportingShare }];
    }),
  );
}

const recallOf = (some: readonly Case[]) => shareOf(some.filter(({ found }) => found).length, some.length);

/** The published figures of detection's accuracy. */
export function summary(worlds: readonly Measured[]) {
  const all = cases(worlds);
  const candidates = worlds.flatMap(({ evaluation }) => evaluation.candidates);
  const right = candidates.filter(({ isTrue }) => isTrue).length;
  const found = all.filter((c) => c.found);
  const legs = (near: boolean) => {
    const rows = worlds.flatMap((world) => world.nearness.filter((row) => row.near === near));
    return shareOf(sumOf(rows.map((row) => row.suspected)), sumOf(rows.map((row) => row.legs))).value;
  };
  const ours = ruleTotals(flaggedIn(worlds, 'Ringtrace'));
  const bursts = found.flatMap((c) =>
    c.drawn.axes.pace === 'burst' && c.minutesToEvent !== undefined ? [lateness(c, c.minutesToEvent)] : [],
  );
  return {
    campaigns: all.length,
    'legitimate callers of many': sumOf(
      worlds.map(({ traffic }) => traffic.bulkCallers.length + traffic.directLines.length),
    ),
    legs: sumOf(worlds.map((world) => world.legs)),
    'recall, 1,000 calls and more': bounded(recallOf(all.filter((c) => c.drawn.calls >= 1_000))),
    'recall, 300 to 1,000 calls': bounded(recallOf(all.filter((c) => c.drawn.calls < 1_000))),
    'recall, half report, 500 calls seen': bounded(
      recallOf(all.filter((c) => c.reportingShare <= 0.5 && c.seen >= 500)),
    ),
    'precision of candidates': bounded(shareOf(right, candidates.length)),
    'candidates of one campaign, 95% of legs': bounded(
      shareOf(candidates.filter((c) => c.isTrue && c.purity >= 0.95).length, candidates.length),
    ),
    'proven origins that are right': bounded(rightlyProven(worlds)),
    'candidates for a campaign': (sumOf(found.map((c) => c.candidates)) / Math.max(1, found.length)).toFixed(
      2,
    ),
    'candidates taken back': `${sumOf(worlds.map((w) => w.evaluation.takenBack))} of ${sumOf(worlds.map((w) => w.evaluation.opened))}`,
    'legitimate callers accused': sumOf(worlds.flatMap(({ accused }) => accused.map((row) => row.campaigns))),
    'F1 by leg': percent(f1(ours.precision, ours.recall)),
    'F1 by leg, origin or first transit reports': percent(f1(ours.precision, legs(true))),
    'F1 by leg, elsewhere': percent(f1(ours.precision, legs(false))),
    'bursts: minutes from the 200th call to event time, median': median(bursts),
  };
}

/** Minutes from the campaign's 200th call to its event time. The campaign's calls are taken as evenly spread. */
function lateness({ drawn }: Case, minutesToEvent: number): number {
  return Math.max(0, minutesToEvent - (drawn.minutes * 200) / drawn.calls);
}

const median = (numbers: readonly number[]) =>
  Number((numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0).toFixed(1));

/** Recall for each value of each axis on which campaigns differ. */
export function byAxis(worlds: readonly Measured[]) {
  const all = cases(worlds);
  return Object.entries(axes).flatMap(([axis, values]) =>
    values.map((value) => ({
      axis,
      value,
      recall: bounded(
        recallOf(all.filter(({ drawn }) => new Map(Object.entries(drawn.axes)).get(axis) === value)),
      ),
    })),
  );
}

/** Apart at the highest scores that candidates of each sort can have (`detect/src/candidates/highest-score.ts`). */
const scoreBins = [0, 0.62, 0.8, 0.91, 1.001];

/** For candidates grouped by score: how many are right. */
export function reliability(worlds: readonly Measured[]) {
  const candidates = worlds.flatMap(({ evaluation }) => evaluation.candidates);
  return scoreBins.slice(1).flatMap((high, i) => {
    const low = scoreBins[i] ?? 0;
    const own = candidates.filter(({ score }) => score >= low && score < high);
    if (own.length === 0) return [];
    const mean = sumOf(own.map(({ score }) => score)) / own.length;
    const right = own.filter(({ isTrue }) => isTrue).length;
    return [
      {
        score: `${low} to ${Math.min(1, high)}`,
        mean: mean.toFixed(3),
        right: bounded(shareOf(right, own.length)),
      },
    ];
  });
}

/** How often each cause made a large campaign missed, or a candidate wrong. */
export function whyWrong(worlds: readonly Measured[]) {
  const all = worlds.flatMap(({ causes }) => causes);
  return [...Map.groupBy(all, ({ what, cause }) => `${what}: ${cause}`)]
    .map(([why, of]) => ({ why, count: of.length }))
    .toSorted((a, b) => b.count - a.count);
}

const flaggedIn = (worlds: readonly Measured[], rule: string) =>
  worlds.flatMap((world) => world.rules.find((r) => r.rule === rule)?.flagged ?? []);

/** The share of legs that a rule flags. */
const flaggedShare = (rows: readonly Flagged[]) =>
  shareOf(sumOf(rows.map((row) => row.flagged)), sumOf(rows.map((row) => row.legs))).value;

function ruleTotals(rows: readonly Flagged[]) {
  const right = rows.filter((row) => row.campaign !== '');
  return {
    precision: shareOf(sumOf(right.map((row) => row.flagged)), sumOf(rows.map((row) => row.flagged))).value,
    recall: flaggedShare(right),
    honest: sumOf(rows.map((row) => row.honest_numbers)),
  };
}

/**
 * The same legs judged by the rules that users would otherwise run: by leg, and by the way campaigns show their
 * numbers.
 */
export function sideBySide(worlds: readonly Measured[]) {
  const callersOf = new Map(
    worlds.flatMap(({ traffic }) => traffic.campaigns.map((c) => [c.name, c.axes.callers] as const)),
  );
  const names = worlds[0]?.rules.map(({ rule }) => rule) ?? [];
  return names.map((rule) => {
    const rows = flaggedIn(worlds, rule);
    const { precision, recall, honest } = ruleTotals(rows);
    const recallOfKind = (kind: string) =>
      percent(flaggedShare(rows.filter((row) => callersOf.get(row.campaign) === kind)));
    return {
      rule,
      F1: percent(f1(precision, recall)),
      precision: percent(precision),
      recall: percent(recall),
      'honest numbers': honest,
      ...Object.fromEntries(axes.callers.map((kind) => [kind, recallOfKind(kind)])),
    };
  });
}
