import type { Standing } from '@ringtrace/cases/log/transaction';
import type { Hop } from '@ringtrace/cases/model/hop';
import type { Kind } from '@ringtrace/cases/model/ids';
import type { CasesSettings } from '@ringtrace/cases/model/settings';
import { pathSummary } from '@ringtrace/cases/path/summary';
import { maskedData } from '@ringtrace/cases/refer/hand-reading';
import { masked } from '@ringtrace/cases/refer/numbers';
import type { CampaignAfter } from '@ringtrace/cases/work/actions';
import type { Preview } from '@ringtrace/cases/work/answers';
import type { SentBatch } from '@ringtrace/cases/work/sending';
import type { Settled } from '@ringtrace/cases/work/settle';
import { visible, visibleIn } from '@ringtrace/platform/visible';
import { count, table } from '../output.ts';

type Traceback = Standing<'traceback'>;
type Request = Standing<'request'>;

/** A thing as JSON: its id, the version that a decision names, and its state. */
export const fullJsonOf = <K extends Kind>({ ref, version, state }: Standing<K>): object => ({
  id: ref.id,
  version,
  ...state,
});

/** The same without the last four digits of called numbers. */
export const jsonOf = <K extends Kind>(standing: Standing<K>): object =>
  Object(maskedData(fullJsonOf(standing)));

/** How a called number is shown. */
export type CalledNumber = (number: number) => string;
export const calledMasked: CalledNumber = (number) => `+${masked(number)}`;
export const calledInFull: CalledNumber = (number) => `+${number}`;

export const spaced = (word: string) => word.replaceAll('_', ' ');
export const timeOf = (ms: number) =>
  ms === 0 ? '-' : `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A line for each hop, from the terminating provider on. */
export const hopsTable = (hops: readonly Hop[]) =>
  table(
    hops.map(({ position, provider, role, basis, country, detail }) => ({
      hop: position,
      provider,
      role,
      basis,
      country,
      'how it is known': detail,
    })),
  );

const numberOf = (digits: number) => (digits === 0 ? 'a withheld number' : `+${digits}`);

/** Who is to be asked, or how the traceback ended. */
function standOf({ ask, status, outcome, provider, country, detail }: Traceback['state']): string {
  if (status === 'open') return ask === '' ? 'open; nobody is to be asked' : `open; ask ${ask}`;
  const about = [provider, country].filter((text) => text !== '').join(', ');
  return `ended: ${spaced(outcome)}${about === '' ? '' : ` (${about})`}${detail === '' ? '' : `. ${detail}`}`;
}

export function tracebackInWords(
  given: Traceback,
  requests: readonly Request[],
  called: CalledNumber,
): string {
  const { ref, version, state } = visibleIn(given);
  const { call } = state;
  return [
    `${ref.id} of ${state.case_id}, version ${version}: ${standOf(state)}`,
    `Call from ${numberOf(call.calling_number)} to ${called(call.called_number)} at ${timeOf(call.call_time)}, within ${call.window_s} s`,
    `Path: ${pathSummary(state.hops, state.ask)}`,
    '',
    hopsTable(given.state.hops),
    ...(requests.length === 0 ? [] : ['', requestsTable(requests)]),
  ].join('\n');
}

const requestsTable = (requests: readonly Request[]) =>
  table(
    requests.map(({ ref, version, state }) => ({
      request: ref.id,
      provider: state.provider,
      status: spaced(state.status),
      version: String(version),
      due: timeOf(state.due_at),
      answer: state.answer_id || '-',
    })),
  );

/** Answers of a traceback, a line each; nothing where there are none. */
export const answersInWords = (answers: readonly Standing<'answer'>[]): string[] =>
  answers.length === 0
    ? []
    : [
        '',
        table(
          answers.map(({ ref, version, state }) => ({
            answer: ref.id,
            provider: state.provider,
            said: spaced(state.content.kind),
            records: agreementInWords[state.check.agreement],
            'came in': timeOf(state.received_at),
            written: timeOf(state.given_at),
            amended: timeOf(state.amended_at),
            version: String(version),
          })),
        ),
      ];

const agreementInWords = { agrees: 'agree', contradicts: 'contradict', unknown: '-' } as const;

/** What a traceback became, with the next step. */
export function settledInWords({ traceback, drafted, closed, reopened }: Settled): string {
  const { ref, state } = visibleIn(traceback);
  return [
    `${ref.id}: ${pathSummary(state.hops, state.ask)}; ${standOf(state)}`,
    ...closed.map((one) => `${one.ref.id} to ${visible(one.state.provider)}: ${spaced(one.state.status)}`),
    ...(reopened === undefined ? [] : [`${reopened.ref.id} was closed, and is open again`]),
    ...(drafted === undefined ? [] : [nextStep(drafted)]),
  ].join('\n');
}

/** The command that approves a draft. */
export const nextStep = ({ ref, state }: Request) =>
  `Draft of a request to ${visible(state.provider)}. To approve it:\n\n  npx ringtrace request approve ${ref.id}\n`;

export function caseInWords(
  given: Standing<'case'>,
  tracebacks: readonly Traceback[],
  history: readonly {
    readonly at: number;
    readonly actor: string;
    readonly type: string;
    readonly reason: string;
    /** Of a note; '' for all else. */
    readonly text: string;
  }[],
  /** The candidate that the case came from, where a person has judged it. */
  judged?: Standing<'candidate'>,
): string {
  const { ref, version, state } = visibleIn(given);
  const facts = [
    `source ${state.source}`,
    ...(state.category === '' ? [] : [state.category]),
    ...(state.campaign_id === '' ? [] : [`campaign ${state.campaign_id}`]),
    ...(state.live ? ['one live call'] : []),
    ...(state.assignee === '' ? ['nobody works on it'] : [`${state.assignee} works on it`]),
    ...(state.held ? [holdInWords(state.held_until)] : []),
  ];
  return [
    `${ref.id}, version ${version}: ${state.title}`,
    `${state.status}${state.outcome === '' ? '' : `: ${state.outcome}`}; ${facts.join('; ')}`,
    ...verdictInWords(judged),
    '',
    tracebacks.length === 0
      ? `No tracebacks yet: ringtrace traceback open ${ref.id}`
      : table(
          tracebacks.map((one) => ({
            traceback: one.ref.id,
            path: pathSummary(one.state.hops, one.state.ask),
            stands: standOf(one.state),
          })),
        ),
    '',
    table(
      visibleIn(history).map(({ at, actor, type, reason, text }) => ({
        at: timeOf(at),
        who: actor,
        what: spaced(type),
        why: reason,
        note: text,
      })),
    ),
  ].join('\n');
}

const holdInWords = (until: number) =>
  until === 0 ? 'under legal hold' : `under legal hold until ${timeOf(until)}`;

function verdictInWords(judged: Standing<'candidate'> | undefined): string[] {
  if (judged === undefined) return [];
  const { ref, state } = visibleIn(judged);
  const { verdict, by, given_at, reason } = state;
  if (verdict === '') return [];
  const what = verdict === 'dismissed' ? 'DISMISSED' : verdict;
  const next = verdict === 'dismissed' ? ' No request of this case can be approved.' : '';
  return [`Candidate ${ref.id} was ${what} by ${by} at ${timeOf(given_at)}: ${reason}.${next}`];
}

export function requestInWords(given: Request, called: CalledNumber): string {
  const { ref, version, state } = visibleIn(given);
  const { facts, bytes } = state;
  const { call, volume } = facts;
  return [
    `${ref.id} to ${state.provider}, version ${version}: ${spaced(state.status)}`,
    `Traceback ${state.traceback_id}, hop ${state.position}`,
    `Call from ${numberOf(call.calling_number)} to ${called(call.called_number)} at ${timeOf(call.call_time)}, within ${call.window_s} s`,
    `Named by ${facts.named_by === '' ? 'nobody: the provider terminates the call' : `${facts.named_by}: ${facts.named_how}`}`,
    `Calls of the campaign through it: ${volume.calls === 0 ? 'none seen' : `${count(volume.calls)}, ${timeOf(volume.from)} to ${timeOf(volume.to)}`}`,
    'Why suspicious:',
    ...facts.reasons.map((reason) => `  ${reason}`),
    `Drafted ${timeOf(state.drafted_at)}, sent ${timeOf(state.sent_at)}, delivered ${timeOf(state.delivered_at)}, due ${timeOf(state.due_at)}, answered ${timeOf(state.answered_at)}`,
    ...(state.channel === '' ? [] : [`By ${state.channel} to ${state.address}, message ${state.batch_id}`]),
    ...bytes.map(({ form, sha256 }) => `SHA-256 of the ${form} form: ${sha256}`),
    ...(state.answer_id === '' ? [] : [`Answer ${state.answer_id}`]),
  ].join('\n');
}

const agreement = {
  agrees: "agrees with members' records",
  contradicts: "CONTRADICTS members' records",
  unknown: 'nothing in the records speaks for or against it',
} as const;

/** What an answer says against the records and does to the path. */
export function previewInWords(given: Preview): string {
  const { request, check, before, after } = visibleIn({
    request: given.request,
    check: given.check,
    before: given.before,
    after: given.after,
  });
  const stands =
    after.end === undefined
      ? after.ask === ''
        ? 'nobody is to be asked'
        : `ask ${after.ask}`
      : `it ends: ${spaced(after.end.outcome)}. ${after.end.detail}`;
  return [
    `Answer of ${request.state.provider} to ${request.ref.id}: ${agreement[check.agreement]}`,
    ...check.findings.map((finding) => `  ${finding}`),
    `Path before: ${pathSummary(before.hops, before.ask)}`,
    `Path after:  ${pathSummary(after.hops, after.ask)}; ${stands}`,
    '',
    hopsTable(given.after.hops),
  ].join('\n');
}

export const previewInJson = ({ request, check, before, after }: Preview) => ({
  request: request.ref.id,
  provider: request.state.provider,
  check,
  before,
  after: { hops: after.hops, ask: after.ask, end: after.end ?? null },
});

/** What becomes of approved requests under the rules in force. */
export const afterApproval = ({
  send_approved,
  send_after_s,
}: Pick<CasesSettings, 'send_approved' | 'send_after_s'>): string =>
  send_approved
    ? `They go out by themselves ${count(send_after_s)} s after the last approval to their provider, in one message to each. To send them now: ringtrace request send`
    : "Nothing sends them by itself (rule 'send_approved'). To send them: ringtrace request send";

/** A line for each message. */
export const sentInWords = (sent: readonly SentBatch[]) =>
  sent.length === 0
    ? 'Nothing to send: no request is approved.'
    : table(
        sent.map(({ provider, batch_id, requests, delivered, why }) => ({
          provider,
          message: batch_id || '-',
          requests: requests.map(({ ref }) => ref.id).join(' '),
          by: requests[0]?.state.channel || '-',
          to: requests[0]?.state.address || '-',
          delivered: delivered === true ? 'yes' : delivered === false ? 'no' : 'not known',
          why,
        })),
      );

const perDay = ({ calls, days }: CampaignAfter['before']) =>
  days === 0
    ? `${count(calls)} calls`
    : `${count(calls)} calls in ${days.toFixed(1)} days, ${count(Math.round(calls / days))} a day`;

export function campaignInWords({ before, after, days, went_on, judged_until }: CampaignAfter): string {
  const answer = {
    yes: 'The campaign went on.',
    no: 'No call of the campaign was seen after the action.',
    unknown:
      'Nobody can tell yet: no call was seen, but records of all members that saw the campaign must reach a week beyond the action.',
  }[went_on];
  return [
    answer,
    `Before: ${perDay(before)}`,
    `After:  ${perDay(after)}${judged_until === 0 ? '' : `, records are judged until ${timeOf(judged_until)}`}`,
    '',
    table(
      days.map((day) => ({
        day: new Date(day.day).toISOString().slice(0, 10),
        before: day.before,
        after: day.after,
      })),
    ),
  ].join('\n');
}
