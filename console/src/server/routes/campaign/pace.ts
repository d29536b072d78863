import { type Excess, excessOver, histogramOf } from '@ringtrace/detect/segments/excess';
import { z } from 'zod';
import { hoursOf } from '../../queries/campaign.ts';
import { callsByTime, type JudgedSegment, judgedSegments } from '../../queries/campaign-pace.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { params, tag, theCampaign } from './common.ts';

/** A chart has no more points than this. */
const mostPoints = 1_440;
const steps = [60, 300, 900, 3_600, 21_600, 86_400];

/** The shortest step, in s, that needs no more points than a chart may have. */
export const stepFor = (seconds: number): number =>
  steps.find((step) => Math.ceil(seconds / step) <= mostPoints) ?? Math.ceil(seconds / mostPoints);

/** Calls of one judged segment that ordinary calling explains, by the judge's own rule. */
export const ordinaryOf = ({
  outcomes,
  short,
  outcome,
  answerRatio,
  shortShare,
}: JudgedSegment): Excess['ordinary'] =>
  excessOver(histogramOf(...outcomes), short, {
    outcome,
    answerRatio,
    shortShare,
    receiving: 0,
    calledBack: 0,
  }).ordinary;

/** Hours of a campaign, with what the judge held its calls against. */
export function ordinaryHours(segments: readonly JudgedSegment[]) {
  return [...Map.groupBy(segments, ({ hour }) => hour)].map(([hour, own]) => ({
    at: hour * 1_000,
    calls: own.reduce((sum, one) => sum + one.members, 0),
    all: own.reduce((sum, one) => sum + one.calls, 0),
    ordinary: own.reduce((sum, one) => sum + ordinaryOf(one), 0),
  }));
}

export const campaignPaceRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/pace',
  tag,
  summary: 'Calls of a campaign over its life, beside those that ordinary calling explains',
  needs: 'look',
  params,
  out: z.object({
    step_s: z.number().int().describe('Length of a step, s'),
    steps: z.array(z.object({ at: z.number().describe('ms since 1970'), calls: z.number().int() })),
    hours: z.array(
      z.object({
        at: z.number().describe('ms since 1970'),
        calls: z.number().int().describe('Of the campaign'),
        all: z.number().int().describe('All calls of the same numbers and places'),
        ordinary: z.number().describe('Calls among these that ordinary calling explains'),
      }),
    ),
  }),
  async handle({ office: work, params: { id } }) {
    const found = await theCampaign(work, id);
    const hours = hoursOf(found);
    const step = stepFor((found.last_ms - found.first_ms) / 1_000 + 60);
    const [calls, segments] = await Promise.all([
      work.store.query(callsByTime, { ...hours, step }),
      work.store.query(judgedSegments, hours),
    ]);
    return { step_s: step, steps: everyStep(calls, step), hours: ordinaryHours(segments) };
  },
});

/** Steps without calls are written out, for they are part of the pace. */
export function everyStep(rows: readonly { readonly at: number; readonly calls: number }[], step: number) {
  const calls = new Map(rows.map((row) => [row.at, row.calls]));
  const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? -1];
  const length = rows.length === 0 ? 0 : (last - first) / step + 1;
  return Array.from({ length }, (_, i) => {
    const at = first + i * step;
    return { at: at * 1_000, calls: calls.get(at) ?? 0 };
  });
}
