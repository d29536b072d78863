import type { Actor } from '@ringtrace/cases/log/actor';
import type { CallerOfCampaign } from '@ringtrace/cases/verdicts/callers';
import { callersOfCampaign } from '@ringtrace/cases/verdicts/callers';
import { livePrecision, seenCandidate } from '@ringtrace/cases/verdicts/queries';
import { giveVerdict, type Seen, takeBackVerdict } from '@ringtrace/cases/verdicts/verdict';
import { actorOf, type Cases, withCases } from '../cases.ts';
import { command, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, table } from '../output.ts';
import { usage } from '../usage/candidates.ts';
import { casesInWords, openCases } from './open-cases.ts';
import { chosenCallers } from './teach.ts';

const { subcommands } = usage;

export const confirm = command(subcommands.confirm, ({ id }, options) => {
  const actor = judge(options);
  return withCases(async (cases) => {
    const seen = await theCandidate(cases, id);
    giveVerdict(cases.log, { ...seen, verdict: 'confirmed', callers: [] }, actor, options.seen);
    return told(options.json, { ...seen, verdict: 'confirmed' }, [`${seen.candidate_id} is confirmed.`]);
  });
});

export const dismiss = command(subcommands.dismiss, ({ id }, options) => {
  const actor = judge(options);
  return withCases(async (cases) => {
    const seen = await theCandidate(cases, id);
    const found = await callersOfCampaign(cases.store, seen.campaign_id);
    const taught = chosenCallers(found, options.teach, seen.candidate_id);
    const callers = taught.flatMap((caller) => caller.known);
    giveVerdict(cases.log, { ...seen, verdict: 'dismissed', callers }, actor, options.seen);
    return told(options.json, { ...seen, verdict: 'dismissed', callers }, [
      `${seen.candidate_id} is dismissed.`,
      ...silenceInWords(taught),
      ...casesInWords(openCases(cases.log, seen.candidate_id)),
    ]);
  });
});

export const takeBack = command(subcommands['take-back'], ({ id }, options) => {
  const actor = judge(options);
  return withCases(async (cases) => {
    const seen = await theCandidate(cases, id);
    takeBackVerdict(cases.log, seen.candidate_id, actor, options.seen);
    return told(options.json, { ...seen, verdict: null }, [
      `The verdict on ${seen.candidate_id} is taken back. Its calls are judged again within moments. They may come back as another candidate.`,
    ]);
  });
});

export const precision = command(subcommands.precision, async (_, { json }) => {
  const bands = await withStore('readOnly', ({ store }) => livePrecision(store));
  if (json) printJson(bands);
  else if (bands.length === 0)
    print("Nobody has judged a candidate yet: 'ringtrace candidates confirm' and 'dismiss' do.");
  else
    print(
      table(
        bands.map(({ from, confirmed, dismissed, expected, right }) => ({
          score: `${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`,
          confirmed: count(confirmed),
          dismissed: count(dismissed),
          'right by verdicts': `${percent(right.value)} (${percent(right.low)} to ${percent(right.high)})`,
          'right by the score': percent(expected),
        })),
      ),
    );
  return 0;
});

const percent = (share: number) => `${Math.round(100 * share)}%`;

/** Who judges. A verdict without a reason is wrong usage. */
function judge(options: Parameters<typeof actorOf>[0]): Actor {
  const actor = actorOf(options);
  if (actor.reason.trim() === '')
    throw new UsageError(
      "a verdict needs a reason, because others answer for it: --reason says it, as in --reason 'reminders of a school district'",
    );
  return actor;
}

async function theCandidate({ store }: Cases, id: string): Promise<Seen> {
  const seen = await seenCandidate(store, id);
  if (seen === undefined) throw new Error(`there is no candidate '${id}': 'ringtrace candidates' lists them`);
  return seen;
}

function told(json: true | undefined, result: unknown, lines: readonly string[]): number {
  if (json) printJson(result);
  else print(lines.join('\n'));
  return 0;
}

const silenceInWords = (taught: readonly CallerOfCampaign[]): string[] =>
  taught.length === 0
    ? ['No caller was learned from it: the same calls will be suspicious again.']
    : taught.map(
        ({ who, numbers, calls }) => `Silent from now on: ${who}, ${numbers} (${count(calls)} calls here).`,
      );
