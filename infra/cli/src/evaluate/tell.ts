import type { Evaluation } from '@ringtrace/detect/evaluate/score';
import { count, table } from '../output.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const withBounds = ({ value, low, high, of }: Evaluation['bounds']['precision']) =>
  of === 0 ? 'none' : `${percent(value)} (${percent(low)} to ${percent(high)}, of ${count(of)})`;
const orNone = (value: number | undefined) => (value === undefined ? 'none' : count(value));

const medianOf = ({ medianMinutesToEvent: minutes, medianCallsBefore: calls }: Evaluation) =>
  minutes === undefined || calls === undefined ? 'none' : `${count(minutes)} minutes, ${count(calls)} calls`;

/** That candidates are left out, and how to have them counted. */
export const pendingInWords = (pending: number) =>
  `${pending === 1 ? '1 candidate is' : `${count(pending)} candidates are`} pending and not counted: run 'ringtrace status --wait-idle' first`;

/**
 * That figures may lack records that retention dropped. Empty where they lack none.
 * @param horizon no CDRs from before it are accepted, ms since 1970; 0 = retention dropped nothing
 */
export const droppedInWords = ({ unmatchedLabels }: Pick<Evaluation, 'unmatchedLabels'>, horizon: number) =>
  horizon === 0 || unmatchedLabels === 0
    ? ''
    : `${count(unmatchedLabels)} labels belong to no stored leg. Retention dropped CDRs from before ${new Date(horizon).toISOString().slice(0, 10)}: of labels from before that day, the figures say nothing`;

/** Campaigns that no figure counts, since retention may have dropped records of theirs. */
function leftOutInWords({ wholeSince, dropped }: Evaluation): string[] {
  if (dropped.length === 0) return [];
  const day = new Date(wholeSince).toISOString().slice(0, 10);
  return [
    `Retention drops the records of before ${day}. Campaigns that began before it are in no figure, nor are their candidates: ${dropped.join(', ')}.`,
    '',
  ];
}

/** All figures of an evaluation, for people. */
export function inWords(result: Evaluation): string {
  return [
    ...leftOutInWords(result),
    table(
      result.campaigns.map(
        ({ campaign, calls, legs, recall, found, candidates, minutesToEvent, callsBefore }) => ({
          campaign,
          'calls (by minute)': calls,
          legs,
          'legs in candidates': percent(recall),
          found: found ? 'yes' : 'NO',
          candidates,
          'minutes to event': orNone(minutesToEvent),
          'calls before': orNone(callsBefore),
        }),
      ),
    ),
    '',
    table(
      result.candidates.map(({ campaign_id, label, legs, purity, score, isTrue }) => ({
        campaign: campaign_id,
        legs,
        score: score.toFixed(2),
        'mostly labelled': label === '' ? 'legitimate' : label,
        purity: percent(purity),
        true: isTrue ? 'yes' : 'NO',
      })),
    ),
    '',
    table(result.kinds.map(({ kind, recall }) => ({ 'campaigns found': kind, recall: withBounds(recall) }))),
    '',
    `candidates: precision ${withBounds(result.bounds.precision)}; ${result.candidatesPerCampaign.toFixed(2)} for each campaign found`,
    `candidates taken back: ${count(result.takenBack)} of ${count(result.opened)} ever opened`,
    `campaigns: recall ${withBounds(result.bounds.recall)}, F1 ${percent(result.f1)}; bounds of 95%`,
    `false candidates for a million legitimate calls: ${result.falseCandidatesPerMillion.toFixed(1)}`,
    `median from a campaign's first call to its candidate's event time: ${medianOf(result)}`,
    `legs: precision ${result.candidates.length === 0 ? 'none' : percent(result.legPrecision)}, recall ${percent(result.legRecall)}, F1 ${percent(result.legF1)}`,
    ...(result.unmatchedLabels === 0 ? [] : [`${result.unmatchedLabels} labels belong to no stored leg`]),
  ].join('\n');
}
