import type { AskedCall, Moment, RequestMessage } from '@ringtrace/schemas/casework/request';
import type { AnswerKind } from '../model/answer.ts';

/** A line of a request: a name and one or several values. */
export interface Fact {
  readonly name: string;
  readonly values: readonly string[];
}

const spaced = (time: string) => time.replace('T', ' ');

/** '2026-03-20 19:00:00 UTC', then the same in the provider's zone. */
export const bothTimes = ({ utc, local }: Moment, zone: string) => [
  spaced(utc).replace(/Z$/, ' UTC'),
  `${spaced(local).replace(/([+-]\d\d:\d\d)$/, ' $1')} ${zone}`,
];

const span = (from: Moment, to: Moment, zone: string) => {
  const ends = bothTimes(to, zone);
  return bothTimes(from, zone).map((start, at) => `${start} to ${ends[at]}`);
};

export const titleOf = ({ purpose, requests }: RequestMessage) =>
  `${purpose === 'reminder' ? 'Reminder: traceback request' : 'Traceback request'} for ${counted(requests.length)}`;

const counted = (calls: number) => (calls === 1 ? '1 call' : `${calls} calls`);

/** What the reader is asked to do. */
export const introductionOf = ({ purpose, requests }: RequestMessage) => [
  ...(purpose === 'reminder' ? ['We asked you before, and have no answer from you yet.'] : []),
  requests.length === 1
    ? 'The call below is suspicious. Please search your records, and answer the question.'
    : `The ${requests.length} calls below are suspicious. Please search your records, and answer the question of each call.`,
  'This is a question. It is not a finding against you.',
];

/** Another answer is always possible: records may be wrong. */
const questionOf = ({ question }: AskedCall): string =>
  question === 'customer'
    ? 'Our records show that your own customer made this call. Who is that customer? If that is wrong, tell us who sent you the call.'
    : 'Who sent you this call?';

/** The facts of one request, in the order in which they are read. */
export function factsOf(asked: AskedCall, zone: string): Fact[] {
  const { call, searched_before, volume, named_by, reasons, due, answer_at } = asked;
  return [
    { name: 'Question', values: [questionOf(asked)] },
    { name: 'Calling number', values: [call.calling_number ?? 'withheld'] },
    { name: 'Called number', values: [call.called_number] },
    { name: 'Call began', values: bothTimes(call.time, zone) },
    { name: 'Search from', values: span(call.search.from, call.search.to, zone) },
    ...(searched_before === undefined
      ? []
      : [{ name: 'Searched before', values: before(searched_before, zone) }]),
    {
      name: 'Suspicious because',
      values: reasons.length > 0 ? reasons : ['the traceback group was told so'],
    },
    ...(volume === undefined ? [] : [{ name: 'Volume through you', values: volumeIn(volume, zone) }]),
    { name: 'You are asked because', values: [namedIn(named_by)] },
    { name: 'Answer due', values: bothTimes(due, zone) },
    ...(answer_at === undefined ? [] : [{ name: 'Answer at', values: [answer_at] }]),
  ];
}

/** Why the same question comes again. */
const before = ({ from, to }: NonNullable<AskedCall['searched_before']>, zone: string) => [
  ...span(from, to, zone),
  'That is too little: it does not cover the call. Please search the wider window above.',
];

function volumeIn({ calls, from, to }: NonNullable<AskedCall['volume']>, zone: string): string[] {
  const times = from === undefined || to === undefined ? [] : span(from, to, zone);
  return [
    `${calls.toLocaleString('en-US')} suspicious ${calls === 1 ? 'call' : 'calls'} of this campaign`,
    ...times,
  ];
}

function namedIn(named: AskedCall['named_by']): string {
  if (named === undefined) return 'as far as the traceback group knows, the call ended at your subscriber';
  return `${named.provider} received the call from you${named.how === '' ? '' : `: ${named.how}`}`;
}

/** The ways to answer. */
export const howToAnswer = ({ requests, from, answer_format }: RequestMessage) => [
  ...(requests.some(({ answer_at }) => answer_at !== undefined)
    ? ['Open the link of a request. Each link takes one answer.']
    : []),
  `Send a file in the format ${answer_format} (JSON), or a CSV file, with the ids of the requests.`,
  ...(from.email === '' ? [] : [`Reply to ${from.email}, and name the ids of the requests.`]),
];

const meanings: Readonly<Record<AnswerKind, string>> = {
  upstream: 'another provider sent us the call: its name and country',
  own_customer:
    'our customer made it: name, address, know-your-customer decision, consent claimed and supplied',
  foreign_upstream: 'a foreign provider sent us the call: its name and country',
  own_gateway: 'the call entered the country at our gateway',
  no_record: 'we searched and found nothing: the window that was searched',
  retained_out: 'our records of that time are deleted',
  wrong_provider: 'we are not the provider that is meant',
  refused: 'we do not answer: the reason',
  legal_process_required: 'we answer to a subpoena or an order only',
};

/** What an answer can be, as the formats call it. */
export const possibleAnswers: readonly Fact[] = Object.entries(meanings).map(([name, meaning]) => ({
  name,
  values: [meaning],
}));
