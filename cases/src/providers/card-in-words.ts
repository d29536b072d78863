import { fewestLegs } from '@ringtrace/schemas/tables/scorecard';
import { inWords, momentInWords, none, shareInWords } from '../figures/words.ts';
import type { Objection } from '../model/provider.ts';
import type { Card } from './card.ts';
import type { ScoreRow } from './scorecard.ts';

/** A line of a card: what is counted, and the figure with its denominator. */
type Line = readonly [name: string, figure: string];

/** Requests that were answered or ran out. One that is still open, or never arrived, says nothing of the provider. */
export const decided = ({ requests, waiting, undelivered }: ScoreRow): number =>
  requests - waiting - undelivered;

const percent = (perMillion: number | null) => `${inWords((perMillion ?? 0) / 10_000, 1)}%`;

/** How many suspicious legs there are in a million, or in a hundred where that is one or more; no rate where there are too few legs. */
export function rateInWords(row: ScoreRow): string {
  const { legs, suspicious_legs, suspicious_per_million: rate } = row;
  if (legs === 0) return none;
  const counts = `${inWords(suspicious_legs)} of ${inWords(legs)} legs`;
  if (rate === null) return `${counts}: too few for a rate, which takes ${inWords(fewestLegs)}`;
  if (rate >= 10_000)
    return `${counts}: ${percent(rate)} (${percent(row.suspicious_per_million_low)} to ${percent(row.suspicious_per_million_high)})`;
  const bounds = `${inWords(row.suspicious_per_million_low, 1)} to ${inWords(row.suspicious_per_million_high, 1)}`;
  return `${counts}: ${inWords(rate, 1)} in a million (${bounds})`;
}

/** Shares of the legs whose number can be checked: what can't be checked is neither right nor wrong. */
function signedInWords(row: ScoreRow): string {
  const { signed_a, signed_a_rightly: own, signed_a_wrongly: nobody, signed_a_elsewhere: elsewhere } = row;
  if (signed_a === 0) return none;
  const checkable = own + nobody + elsewhere;
  return `${inWords(signed_a)} legs, of these can be checked ${inWords(checkable)}: for numbers that it holds ${shareInWords(own, checkable)}; that another provider holds ${shareInWords(elsewhere, checkable)}; that are nobody's, or that nobody calls with, ${shareInWords(nobody, checkable)}`;
}

/** That a campaign went on says nothing of the caller that was warned: the two are told apart. */
function warnedInWords(row: ScoreRow): string {
  if (row.callers_warned === 0) return none;
  const again = shareInWords(row.callers_repeated, row.callers_checkable);
  const campaign = shareInWords(row.callers_campaign_again, row.callers_warned);
  return `${inWords(row.callers_warned)}; can be checked by its own records ${inWords(row.callers_checkable)}, of these came again: ${again}; their campaign came again, whoever called: ${campaign}`;
}

/** The lines of a card in one role. */
export function linesOfRole(row: ScoreRow): Line[] {
  const asked = decided(row);
  const answers = row.answered_in_time + row.answered_late + row.refused;
  return [
    [
      'tracebacks',
      `${inWords(row.tracebacks)}: ${inWords(row.tracebacks_proven)} proven by records, ${inWords(row.tracebacks_answered)} by its own answer, ${inWords(row.tracebacks_claimed)} only claimed by others, ${inWords(row.tracebacks_contradicted)} contradicted`,
    ],
    ['campaigns', `${inWords(row.campaigns)}, of these proven by records ${inWords(row.campaigns_proven)}`],
    ['months of the calls', inWords(row.months)],
    ['callers named', inWords(row.callers)],
    ['suspicious legs', rateInWords(row)],
    [
      'seen by members',
      `${inWords(row.members)}, of these with suspicious legs ${inWords(row.members_suspicious)}`,
    ],
    [
      'requests',
      `${inWords(row.requests)}: ${inWords(asked)} decided, ${inWords(row.waiting)} still open, ${inWords(row.undelivered)} not delivered`,
    ],
    ['  answered in time', shareInWords(row.answered_in_time, asked)],
    ['  answered late', shareInWords(row.answered_late, asked)],
    ['  refused', shareInWords(row.refused, asked)],
    ['  silent', shareInWords(row.silent, asked)],
    [
      'median hours to answer',
      row.median_hours === null
        ? none
        : `${inWords(row.median_hours, 1)}, of ${inWords(answers)} ${answers === 1 ? 'answer' : 'answers'}`,
    ],
    ['signed A by itself', signedInWords(row)],
    ['callers warned', warnedInWords(row)],
  ];
}

/** What a reader must know before quoting a card. */
export const limitsOfCard: readonly string[] = [
  'This card states counts and no inference. It does not show intent, knowledge or guilt.',
  'Roles are never added up: a call may pass the provider in one role, and be seen from a member in another.',
  'The group chooses which calls it traces: tracebacks are no sample of the traffic of a provider.',
  "Legs are those that members report. What no member sees is not here, and neither is the provider's size.",
  `Percentages and rates have bounds by Wilson's formula: the true value lies between them 95 times in 100. Below ${inWords(fewestLegs)} legs no rate is shown.`,
];

const objectionInWords = (one: Objection): string[] => [
  `  ${one.objection_id}, ${momentInWords(one.filed_at)}, by ${one.by}, on the card as of ${momentInWords(one.card_as_of)}: ${one.text}`,
  one.answered_at === 0
    ? '    not answered yet'
    : `    ${one.upheld ? 'upheld' : 'not upheld'}, ${momentInWords(one.answered_at)}: ${one.answer}`,
];

const said = (name: string, values: readonly string[]): Line[] =>
  values.length === 0 ? [] : [[name, values.join('; ')]];

function identityInWords({ described, reference, continues, continued_by }: Card): Line[] {
  return [
    ...said('name', [described?.name || (reference?.name ?? '')].filter(Boolean)),
    ...said('also known as', described?.aliases ?? []),
    ...said('formerly', described?.former_names ?? []),
    ...said('principals', described?.principals ?? []),
    ...said('continues, or has the same principals as', continues),
    ...said('continued by', continued_by),
    ...said(
      'contacts',
      (described?.contacts ?? []).map((one) =>
        [one.name, one.email, one.telephone].filter(Boolean).join(', '),
      ),
    ),
    ...said('office zone', [described?.zone ?? ''].filter(Boolean)),
    ...said(
      'reference data',
      reference === undefined
        ? []
        : [
            reference.member ? 'a member' : 'not a member',
            `Robocall Mitigation Database: ${reference.rmd}`,
            `OCNs: ${reference.ocns.join(' ') || none}`,
          ],
    ),
  ];
}

const padded = (lines: readonly Line[]): string[] => {
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, figure]) => `  ${name.padEnd(width)}  ${figure}`);
};

/** What a role means on a card. */
const roleInWords = (role: ScoreRow['role']): string =>
  role === 'unknown' ? 'role not known: named, or handing calls to a member' : role;

/** A card for a terminal. Foreign text in it must be made visible by the caller. */
export function cardInWords(card: Card): string[] {
  const { described, questions } = card;
  const objections = described?.objections ?? [];
  return [
    `${card.provider}, as of ${momentInWords(card.as_of)}`,
    ...padded(identityInWords(card)),
    ...(card.roles.length === 0 ? ['', 'No traceback, request or record names this provider.'] : []),
    ...card.roles.flatMap((row) => ['', roleInWords(row.role), ...padded(linesOfRole(row))]),
    ...(objections.length === 0 ? [] : ['', 'Objections of the provider:']),
    ...objections.flatMap(objectionInWords),
    ...(questions.length === 0 ? [] : ['', 'Questions about attestation (no verdicts):']),
    ...questions.map(
      ({ text, calls, example }) =>
        `  ${text} (${inWords(calls)} calls; for one, see leg ${example.call_id} of ${example.carrier}, ${example.start_time} UTC)`,
    ),
    '',
    ...limitsOfCard,
  ];
}
