import { shareOf } from '@ringtrace/detect/evaluate/share';
import { messageMode } from '@ringtrace/detect/segments/excess';
import { attestations } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';
import { hoursOf } from '../../queries/campaign.ts';
import { callerFacts, longestS, outcomesOfCalls } from '../../queries/campaign-outcomes.ts';
import { type JudgedSegment, judgedSegments } from '../../queries/campaign-pace.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { params, shareShape, tag, theCampaign } from './common.ts';

const binS = 2;

/** Answered calls by duration, in bins of 2 s; the last bin has all that last `longestS` and more. */
export function durationBins([seconds, counts]: readonly [readonly number[], readonly number[]]): number[] {
  const bins = Array.from({ length: longestS / binS + 1 }, () => 0);
  for (const [i, second] of seconds.entries()) {
    const bin = Math.floor(second / binS);
    bins[bin] = (bins[bin] ?? 0) + (counts[i] ?? 0);
  }
  return bins;
}

/**
 * The commonest answered duration beyond hang-ups, by the rule of the judge: a message heard to its end. undefined where nobody
 * stayed.
 */
export function messageOf(bins: readonly number[]) {
  // The judge has unanswered calls in front of the durations.
  const { bin, share } = messageMode([0, ...bins]);
  return share === 0 ? null : { from: (bin - 1) * binS, to: bin * binS, share };
}

export const campaignOutcomesRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/outcomes',
  tag,
  summary: 'How the calls of a campaign ended, and who vouched for them',
  needs: 'look',
  params,
  out: z.object({
    calls: z.number().int().describe('Calls of the campaign that have a record in the store'),
    answered: shareShape,
    short: shareShape.describe('Of the answered calls, those that end within 6 s'),
    usual: z
      .object({ answered: z.number(), short: z.number() })
      .nullable()
      .describe('The same shares of all calls that are not suspicious, in the hours of the campaign'),
    bin_s: z.number().int(),
    bins: z.array(z.number().int()).describe('Answered calls by duration; the last bin is open'),
    message: z
      .object({ from: z.number(), to: z.number(), share: z.number() })
      .nullable()
      .describe(
        'The commonest duration beyond hang-ups, s, and the share of the longer calls that end near it',
      ),
    attested: z.array(
      z.object({
        signer: z.string().describe("'' = nobody signed"),
        attestation: z.enum(attestations),
        failed: z.boolean().describe('Verification failed at a leg'),
        calls: z.number().int(),
      }),
    ),
    callers: z.array(z.object({ fact: z.enum(callerFacts), calls: z.number().int() })),
  }),
  async handle({ office: work, params: { id } }) {
    const hours = hoursOf(await theCampaign(work, id));
    const [[row], segments] = await Promise.all([
      work.store.query(outcomesOfCalls, hours),
      work.store.query(judgedSegments, hours),
    ]);
    const { calls, answered, short, seconds, attested, callers } = row ?? noCalls;
    const bins = durationBins(seconds);
    return {
      calls,
      answered: shareOf(answered, calls),
      short: shareOf(short, answered),
      usual: usualOf(segments),
      bin_s: binS,
      bins,
      message: messageOf(bins),
      attested: attested[0]
        .map((one, i) => ({ ...one, calls: attested[1][i] ?? 0 }))
        .sort((a, b) => b.calls - a.calls),
      callers: callers[0]
        .map((fact, i) => ({ fact, calls: callers[1][i] ?? 0 }))
        .sort((a, b) => b.calls - a.calls),
    };
  },
});

const noCalls: z.infer<typeof outcomesOfCalls.row> = {
  calls: 0,
  answered: 0,
  short: 0,
  seconds: [[], []],
  attested: [[], []],
  callers: [[], []],
};

/** What was ordinary in the hours of the segments, weighed by the calls of the campaign in each. */
export function usualOf(segments: readonly JudgedSegment[]) {
  const calls = segments.reduce((sum, one) => sum + one.members, 0);
  if (calls === 0) return null;
  const mean = (of: (one: (typeof segments)[number]) => number) =>
    segments.reduce((sum, one) => sum + of(one) * one.members, 0) / calls;
  return { answered: mean((one) => one.answerRatio), short: mean((one) => one.shortShare) };
}
