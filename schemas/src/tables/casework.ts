import * as words from '../casework/words.ts';
import {
  array,
  bool,
  enumeration,
  float64,
  keyword,
  text,
  timeMs,
  uint8,
  uint32,
  uint64,
} from '../columns.ts';
import { type Columns, defineTable, type RowOf, type Table, type View } from '../table.ts';

/**
 * Tables of casework. They are a copy of the log of casework, which is the record: each row is a thing as it stood after one
 * event. A row never changes, so a copy that is made twice is the same.
 */

const time = (comment?: string) =>
  timeMs(comment === undefined ? { codec: 'Delta, ZSTD(1)' } : { codec: 'Delta, ZSTD(1)', comment });

/** The event after which a thing stood so. */
const after = {
  sequence: uint64({ comment: 'place of the event in the log', codec: 'Delta, ZSTD(1)' }),
  changed_at: time('when the event was written'),
  changed_by: keyword({ comment: 'who caused the event' }),
};

/** A history of things: their columns, by their id and the event. */
const history = <C extends Columns>(name: string, comment: string, id: string, columns: C) =>
  defineTable({
    name,
    comment: `${comment} One row for each event; the view without _store has the newest, and its form _as_of that of any moment.`,
    columns: { ...columns, ...after },
    engine: 'ReplacingMergeTree',
    orderBy: [id, 'sequence'],
  });

export const caseEventsStore = defineTable({
  name: 'case_events_store',
  comment: 'Copy of the log of casework. Read it through the view case_events.',
  columns: {
    sequence: after.sequence,
    at: time('when it was written; never before the event ahead of it'),
    kind: enumeration(words.kinds, { comment: 'kind of the thing that changed' }),
    id: text({ comment: 'of the thing', codec: 'ZSTD(1)' }),
    version: uint32({ comment: 'place in the stream of its thing, from 1' }),
    case_id: text({ comment: "the case that the thing belongs to; '' = none", codec: 'ZSTD(1)' }),
    type: keyword({ comment: 'what happened' }),
    actor: keyword({ comment: "who did it; 'ringtrace' = a rule" }),
    reason: text({ comment: "in the actor's words; '' = not said", codec: 'ZSTD(1)' }),
    data: text({ comment: 'JSON', codec: 'ZSTD(3)' }),
    hash: text({ comment: 'SHA-256 over this event and the hash before it', codec: 'ZSTD(1)' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['sequence'],
});

export const casesStore = history('cases_store', 'Cases.', 'case_id', {
  case_id: text({ comment: 'id of the case' }),
  status: enumeration(words.caseStatuses, { comment: 'open or closed' }),
  source: enumeration(words.caseSources, { comment: 'where the case came from' }),
  title: text({ comment: 'in the words of who opened it', codec: 'ZSTD(1)' }),
  category: keyword({ comment: 'kind of scam in the words of the group' }),
  campaign_id: text({ comment: "'' = opened without a campaign" }),
  candidate_id: text({ comment: 'id of the candidate' }),
  live: bool({ comment: 'one live scam call, counted apart' }),
  assignee: keyword({ comment: "who works on it; '' = nobody" }),
  held: bool({ comment: 'under legal hold' }),
  held_until: time('the hold ends then by itself; 1970 = it has no end'),
  outcome: text({ comment: 'in the words of who closed it', codec: 'ZSTD(1)' }),
  opened_at: time('when it was opened'),
  closed_at: time('1970 = open'),
});

export const tracebacksStore = history('tracebacks_store', 'Tracebacks of one call each.', 'traceback_id', {
  traceback_id: text({ comment: 'id of the traceback' }),
  case_id: text({ comment: 'id of the case' }),
  calling_number: uint64({ comment: 'E.164 digits; 0 = withheld' }),
  called_number: uint64({ comment: 'E.164 digits' }),
  call_time: time('about when the call began'),
  window_s: uint32({ comment: 'seconds before and after call_time in which it began' }),
  status: enumeration(words.tracebackStatuses, { comment: 'open or ended' }),
  outcome: enumeration(['', ...words.outcomes], { comment: "'' = open" }),
  provider: keyword({ comment: 'that the outcome is about' }),
  country: keyword({ comment: 'of a foreign end' }),
  detail: text({ comment: 'the end in words', codec: 'ZSTD(1)' }),
  ask: keyword({ comment: "provider to ask next; '' = nobody" }),
  hops: uint8({ comment: 'providers in the path' }),
  proven_hops: uint8({ comment: 'by record, or by record and answer' }),
  opened_at: time('when it was opened'),
  ended_at: time('1970 = open'),
});

export const hopsStore = defineTable({
  name: 'hops_store',
  comment:
    'Hops of tracebacks, all of a path after each event that changed it. The view hops has the newest path, hops_as_of that of any moment.',
  columns: {
    traceback_id: text({ comment: 'id of the traceback' }),
    position: uint8({ comment: 'from 1, the terminating provider, towards the origin' }),
    provider: keyword({ comment: 'id of the provider' }),
    role: enumeration(words.hopRoles, { comment: 'part of the provider in the path' }),
    basis: enumeration(words.hopBases, {
      comment:
        'how the hop is known; contradicted: record and answer differ; named: only the provider below names it',
    }),
    reported: bool({ comment: 'the provider itself reported a leg of the call' }),
    answer_id: text({ comment: 'that the hop rests on' }),
    country: keyword({ comment: 'of a foreign provider, as answered' }),
    detail: text({ comment: 'the record or answer that the hop rests on, in words', codec: 'ZSTD(1)' }),
    ...after,
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['traceback_id', 'sequence', 'position'],
});

export const requestsStore = history('requests_store', 'Requests to providers.', 'request_id', {
  request_id: text({ comment: 'id of the request' }),
  traceback_id: text({ comment: 'id of the traceback' }),
  case_id: text({ comment: 'id of the case' }),
  provider: keyword({ comment: 'that is asked' }),
  position: uint8({ comment: 'hop of the provider when it was asked' }),
  status: enumeration(words.requestStatuses, { comment: 'how far the request is' }),
  batch_id: text({ comment: 'requests that went out in one message share it' }),
  channel: enumeration(['', ...words.channels], { comment: "'' = not sent" }),
  address: text({ comment: 'path, mail address or URL it was sent to' }),
  named_by: keyword({ comment: 'provider below, which named this one' }),
  volume_calls: uint64({ comment: 'suspicious calls of the campaign through the provider' }),
  sha256: array(text(), { comment: 'of the bytes that were sent' }),
  calendar: text({ comment: 'JSON: the calendar that the due time was computed with', codec: 'ZSTD(3)' }),
  answer_id: text({ comment: 'id of the answer' }),
  reminders: uint8({ comment: 'reminders sent' }),
  drafted_at: time('when it was drafted'),
  approved_at: time('1970 = never, as in the columns that follow'),
  sent_at: time('when it was sent'),
  delivered_at: time('when it arrived'),
  acknowledged_at: time('when the provider said that it works on it'),
  due_at: time('when the answer is due, by the calendar'),
  reminded_at: time('when the last reminder was sent'),
  answered_at: time('when the answer came in'),
});

export const answersStore = history('answers_store', 'Answers of providers.', 'answer_id', {
  answer_id: text({ comment: 'id of the answer' }),
  request_id: text({ comment: 'id of the request' }),
  traceback_id: text({ comment: 'id of the traceback' }),
  provider: keyword({ comment: 'that answered' }),
  kind: enumeration(words.answerKinds, { comment: 'what was answered' }),
  upstream: keyword({ comment: 'provider that was named' }),
  country: keyword({ comment: 'ISO 3166, of the provider or customer named' }),
  customer_name: text({ comment: 'own customer that made the call', codec: 'ZSTD(1)' }),
  customer_address: text({ comment: 'as given', codec: 'ZSTD(1)' }),
  customer_contact: text({ comment: 'mail address and telephone number as given', codec: 'ZSTD(1)' }),
  know_your_customer: text({ comment: "the provider's own decision", codec: 'ZSTD(1)' }),
  consent_claimed: bool({ comment: 'the provider says that the called parties agreed' }),
  consent_evidence: text({ comment: "what was supplied; '' = nothing", codec: 'ZSTD(1)' }),
  searched_from: time('window in which no record was found; 1970 = not said'),
  searched_to: time('its end'),
  reason: text({ comment: 'for a refusal', codec: 'ZSTD(1)' }),
  note: text({ comment: 'anything else that was said', codec: 'ZSTD(1)' }),
  agreement: enumeration(words.agreements, { comment: "with members' records" }),
  findings: array(text(), { comment: 'a sentence for each record that agrees or contradicts' }),
  given_by: text({ comment: 'who answered for the provider, as given' }),
  way: enumeration(words.answerWays, { comment: 'how the answer came in' }),
  sha256: text({ comment: "of the bytes that came in; '' = typed in by hand" }),
  received_at: time('when what was answered last came in'),
  given_at: time('when the first answer was written down'),
  amended_at: time('when it was amended last; 1970 = never'),
  amendments: uint8({ comment: 'times that it was amended' }),
});

export const actionsStore = history('actions_store', 'Actions of providers on callers.', 'action_id', {
  action_id: text({ comment: 'id of the action' }),
  case_id: text({ comment: 'id of the case' }),
  traceback_id: text({ comment: 'id of the traceback' }),
  provider: keyword({ comment: 'that acted' }),
  caller: text({ comment: 'name as answered, or id in the records of the provider' }),
  action: enumeration(words.actionTypes, { comment: 'what the provider did' }),
  taken_at: time('when the provider acted'),
  detail: text({ comment: 'in words', codec: 'ZSTD(1)' }),
  withdrawn: bool({ comment: 'recorded by mistake' }),
  recorded_at: time('when it was written down here'),
});

export const verdictsStore = history('verdicts_store', 'Verdicts of people on candidates.', 'candidate_id', {
  candidate_id: text({ comment: 'id of the candidate' }),
  campaign_id: text(),
  verdict: enumeration(['', ...words.verdicts], { comment: "'' = taken back" }),
  revision: uint64({ comment: 'of the candidate that the person saw' }),
  score: float64({ comment: 'that the candidate had then' }),
  given_by: keyword({ comment: 'who gave it' }),
  reason: text({ comment: 'why', codec: 'ZSTD(1)' }),
  given_at: time('when it was given'),
});

/** Detection reads this table: a caller is known by its number together with who makes the calls. */
export const dismissedCallersStore = defineTable({
  name: 'dismissed_callers_store',
  comment:
    'Legitimate callers that dismissals named, one row for each event. Read them through the view dismissed_callers.',
  columns: {
    candidate_id: text({ comment: 'id of the candidate' }),
    calling_number: uint64({ comment: 'E.164 digits' }),
    origin_provider: keyword({ comment: "'' = only the holder's signature tells the caller" }),
    customer: text({ comment: "in that provider's records; '' = not named there" }),
    holder_ocn: keyword({ comment: "that signs the calls with A; '' = unsigned" }),
    ...after,
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['candidate_id', 'sequence', 'calling_number', 'origin_provider', 'customer', 'holder_ocn'],
});

export const providerDescriptionsStore = history(
  'provider_descriptions_store',
  'Providers as the group knows them.',
  'provider',
  {
    provider: text({ comment: 'id of the provider' }),
    name: text(),
    aliases: array(text(), { comment: 'other ids of the same provider' }),
    former_names: array(text(), { comment: 'names it had before' }),
    principals: array(text(), { comment: 'people and companies behind it' }),
    contacts: text({ comment: 'JSON: name, e-mail and telephone of each', codec: 'ZSTD(3)' }),
    webhook: text({ comment: 'URL that requests are posted to' }),
    zone: keyword({ comment: 'IANA time zone of the office that answers' }),
    calendar: keyword({ comment: 'of business hours, by its name in the settings' }),
    country: keyword({ comment: 'ISO 3166' }),
    continues: array(text(), { comment: 'providers that this one continues' }),
    objections: text({ comment: "JSON: the provider's objections to its card", codec: 'ZSTD(3)' }),
  },
);

export const demandsStore = history('demands_store', 'Subpoenas and other demands.', 'demand_id', {
  demand_id: text({ comment: 'id of the demand' }),
  sender: text({ comment: 'who demands it' }),
  type: enumeration(words.demandTypes, { comment: 'kind of demand' }),
  reference: text({ comment: "the sender's own" }),
  scope: text({ comment: 'JSON: cases, providers, numbers and times it covers', codec: 'ZSTD(3)' }),
  received_at: time('when it came'),
  due_at: time('when it must be answered'),
  cut_off: time('nothing later is produced'),
  productions: uint32({ comment: 'packages produced for it' }),
  closed: bool({ comment: 'nothing more is owed' }),
});

export const packagesStore = history('packages_store', 'Packages that were disclosed.', 'package_id', {
  package_id: text({ comment: 'id of the package' }),
  case_id: text({ comment: 'id of the case' }),
  recipient: text({ comment: 'who got it' }),
  profile: enumeration(['', ...words.profiles], { comment: 'how much it shows' }),
  demand_id: text({ comment: 'id of the demand' }),
  manifest_sha256: text({ comment: 'SHA-256 of its manifest' }),
  written_at: time('when it was written'),
});

export type HopRow = RowOf<typeof hopsStore>;

/** A thing's columns in a view: a time of 1970 becomes NULL. The columns of the event come last. */
function shown(table: Table): string {
  const columns = Object.entries(table.columns).map(([name, { type }]) =>
    type === "DateTime64(3, 'UTC')" && !always.has(name)
      ? `nullIf(${name}, toDateTime64(0, 3, 'UTC')) AS ${name}`
      : name,
  );
  return columns.join(',\n  ');
}

/** Times that every row has. */
const always = new Set([
  'changed_at',
  'opened_at',
  'call_time',
  'drafted_at',
  'given_at',
  'received_at',
  'recorded_at',
  'at',
]);

interface Shown {
  readonly name: string;
  readonly comment: string;
  readonly table: Table;
  readonly id: string;
  /** What of the newest rows is shown. */
  readonly where?: string;
}

const asOf = "changed_at <= {as_of:DateTime64(3, 'UTC')}";

/**
 * The newest row of each thing, and that of any moment. The rows lie in the order of id and sequence. So taking the first row of
 * each id costs a third of looking up the greatest sequence, and a question about one id reads that id alone. A copy that is not
 * merged yet may hold a row twice; only one of them is taken.
 */
function newestOf({ table, id }: Shown, until: string): string {
  const newest = (columns: string) =>
    `SELECT ${columns} FROM ${table.name}${until} ORDER BY ${id}, sequence DESC LIMIT 1 BY ${id}`;
  if (table.orderBy.length === 2) return newest('*');
  // Several rows of one event belong to a thing, and all of them are shown.
  return `SELECT * FROM ${table.name} WHERE sequence IN (${newest('sequence')}) LIMIT 1 BY ${table.orderBy.join(', ')}`;
}

/** The view of things as they stand, and the view of them as of any moment. */
function viewsOf(one: Shown): View[] {
  const { name, comment, table, where } = one;
  const select = (until: string) =>
    [
      `SELECT\n  ${shown(table)}`,
      `FROM (${newestOf(one, until)})`,
      ...(where === undefined ? [] : [`WHERE ${where}`]),
    ].join('\n');
  return [
    { name, comment, select: select('') },
    {
      name: `${name}_as_of`,
      call: `${name}_as_of(as_of = now64(3))`,
      comment: `${comment} As they stood at a moment: ${name}_as_of(as_of = '2026-03-01 00:00:00').`,
      select: select(` WHERE ${asOf}`),
    },
  ];
}

const shownTables: readonly Shown[] = [
  { name: 'cases', comment: 'Cases, one row each.', table: casesStore, id: 'case_id' },
  { name: 'tracebacks', comment: 'Tracebacks, one row each.', table: tracebacksStore, id: 'traceback_id' },
  { name: 'hops', comment: 'Hops of the path of each traceback.', table: hopsStore, id: 'traceback_id' },
  {
    name: 'requests',
    comment: 'Requests to providers, one row each.',
    table: requestsStore,
    id: 'request_id',
  },
  { name: 'answers', comment: 'Answers of providers, one row each.', table: answersStore, id: 'answer_id' },
  {
    name: 'actions',
    comment: 'Actions of providers on callers, one row each.',
    table: actionsStore,
    id: 'action_id',
    where: 'NOT withdrawn',
  },
  {
    name: 'verdicts',
    comment: 'Verdicts of people on candidates, one row each.',
    table: verdictsStore,
    id: 'candidate_id',
    where: "verdict != ''",
  },
  {
    name: 'provider_descriptions',
    comment: 'Providers as the group knows them, one row each.',
    table: providerDescriptionsStore,
    id: 'provider',
  },
  {
    name: 'demands',
    comment: 'Subpoenas and other demands, one row each.',
    table: demandsStore,
    id: 'demand_id',
  },
  { name: 'packages', comment: 'Packages that were disclosed.', table: packagesStore, id: 'package_id' },
];

const caseEvents: View = {
  name: 'case_events',
  comment: 'The log of casework, one row for each event.',
  select: 'SELECT * FROM case_events_store ORDER BY sequence LIMIT 1 BY sequence',
};

const dismissedCallers: View = {
  name: 'dismissed_callers',
  comment: 'Legitimate callers that dismissals in force name.',
  select: [
    'SELECT DISTINCT candidate_id, calling_number, origin_provider, customer, holder_ocn, changed_at',
    'FROM dismissed_callers_store',
    "WHERE (candidate_id, sequence) IN (SELECT candidate_id, sequence FROM verdicts WHERE verdict = 'dismissed')",
  ].join('\n'),
};

export const caseworkTables: readonly Table[] = [
  caseEventsStore,
  casesStore,
  tracebacksStore,
  hopsStore,
  requestsStore,
  answersStore,
  actionsStore,
  verdictsStore,
  dismissedCallersStore,
  providerDescriptionsStore,
  demandsStore,
  packagesStore,
];
export const caseworkViews: readonly View[] = [caseEvents, ...shownTables.flatMap(viewsOf), dismissedCallers];
