import { isAbroad } from '@ringtrace/schemas/us-countries';
import type { AnswerCheck, AnswerContent } from '../model/answer.ts';
import type { TracedCall } from '../model/hop.ts';
import type { Identity } from './call-records.ts';
import type { OwnRecord, RecordView } from './record-view.ts';

/** A sentence about one record, and what it means for the answer. 'settles': it agrees, whatever other records say. */
interface Finding {
  readonly sense: 'settles' | 'agrees' | 'contradicts' | 'note';
  readonly text: string;
}

/** An answer, and who gave it. `provider` is the provider's one identity. */
export interface Answered {
  readonly provider: string;
  readonly content: AnswerContent;
}

export interface CheckContext {
  readonly view: RecordView;
  readonly call: TracedCall;
  readonly idOf: Identity;
}

/** Compares an answer with members' records of the call. */
export function checkAnswer(answered: Answered, context: CheckContext): AnswerCheck {
  const findings = findingsOf(answered, context);
  const has = (sense: Finding['sense']) => findings.some((finding) => finding.sense === sense);
  const agreement = has('settles')
    ? 'agrees'
    : has('contradicts')
      ? 'contradicts'
      : has('agrees')
        ? 'agrees'
        : 'unknown';
  return { agreement, findings: findings.map(({ text }) => text) };
}

function findingsOf(answered: Answered, context: CheckContext): Finding[] {
  const { content, provider } = answered;
  switch (content.kind) {
    case 'upstream':
    case 'foreign_upstream':
      return onUpstream(provider, context.idOf(content.upstream), content.country ?? '', context);
    case 'own_gateway':
      return content.upstream === undefined
        ? onGateway(provider, content.country ?? '', context)
        : onUpstream(provider, context.idOf(content.upstream), content.country ?? '', context);
    case 'own_customer':
      return onCustomer(provider, context);
    case 'no_record':
      return onNoRecord(provider, content.searched, context);
    case 'retained_out':
      return onOwnRecords(provider, context, 'note');
    case 'wrong_provider':
      return onOwnRecords(provider, context, 'contradicts');
    case 'refused':
    case 'legal_process_required':
      return [];
  }
}

function onUpstream(provider: string, upstream: string, country: string, { view }: CheckContext): Finding[] {
  if (upstream === provider)
    return [
      {
        sense: 'contradicts',
        text: `${provider} names itself. Where its own customer made the call, the answer is 'own_customer'`,
      },
    ];
  return [
    ...upstreamsWord(provider, upstream, view),
    ...view.ownOf(provider).flatMap((own) => ownWord(provider, upstream, own)),
    ...othersWord(provider, upstream, view),
    ...onCountry(provider, country, view),
  ];
}

/** What the named upstream's records say. Its own word that it gave the call away settles the question. */
function upstreamsWord(provider: string, upstream: string, view: RecordView): Finding[] {
  const own = view.ownOf(upstream);
  if (own.length === 0)
    return view.denies(upstream)
      ? [
          {
            sense: 'contradicts',
            text: `${upstream} reports without a gap around the call, and has no record of it`,
          },
        ]
      : [{ sense: 'note', text: `${upstream} has reported no record of the call` }];
  if (own.some(({ downstream }) => downstream === provider))
    return [
      { sense: 'settles', text: `${upstream}'s own record says that it handed this call to ${provider}` },
    ];
  return own.map(({ downstream, own_subscriber }) =>
    downstream === '' && !own_subscriber
      ? {
          sense: 'note' as const,
          text: `${upstream}'s own record shows the call, and does not say to whom it went`,
        }
      : {
          sense: 'contradicts' as const,
          text: `${upstream}'s own record says that this call went to ${own_subscriber ? 'its own subscriber' : downstream}, not to ${provider}`,
        },
  );
}

function ownWord(provider: string, upstream: string, own: OwnRecord): Finding[] {
  if (own.own_customer)
    return [{ sense: 'contradicts', text: `${provider}'s own record shows its own customer${named(own)}` }];
  if (own.upstream === '') return [];
  return own.upstream === upstream
    ? [{ sense: 'agrees', text: `${provider}'s own record names ${upstream} too` }]
    : [{ sense: 'contradicts', text: `${provider}'s own record names ${own.upstream} instead` }];
}

const named = ({ customer }: OwnRecord) => (customer === '' ? '' : ` '${customer}'`);

const othersWord = (provider: string, upstream: string, view: RecordView): Finding[] =>
  view
    .gaveTo(provider)
    .filter((from) => from !== upstream)
    .map((from) => ({
      sense: 'contradicts',
      text: `${from}'s own record says that it handed this call to ${provider}`,
    }));

const onCountry = (provider: string, country: string, view: RecordView): Finding[] =>
  view
    .ownOf(provider)
    .filter((own) => country !== '' && own.country !== '')
    .map((own) =>
      own.country === country || (!isAbroad(own.country) && !isAbroad(country))
        ? { sense: 'agrees', text: `${provider}'s own record names the country ${own.country} too` }
        : {
            sense: 'contradicts',
            text: `${provider}'s own record names the country ${own.country}, not ${country}`,
          },
    );

/** A gateway that does not name who handed the call in. */
const onGateway = (provider: string, country: string, { view }: CheckContext): Finding[] => [
  ...view.ownOf(provider).flatMap((own): Finding[] => {
    if (own.own_customer)
      return [{ sense: 'contradicts', text: `${provider}'s own record shows its own customer${named(own)}` }];
    if (isAbroad(own.country) && country === '')
      return [
        { sense: 'agrees', text: `${provider}'s own record says that the call came in from ${own.country}` },
      ];
    return [];
  }),
  ...othersWord(provider, '', view).filter((_, i) => !view.isForeign(view.gaveTo(provider)[i] ?? '')),
  ...onCountry(provider, country, view),
];

const onCustomer = (provider: string, { view }: CheckContext): Finding[] => [
  ...view.ownOf(provider).flatMap((own): Finding[] => {
    if (own.own_customer)
      return [{ sense: 'agrees', text: `${provider}'s own record shows its own customer${named(own)}` }];
    return own.upstream === ''
      ? []
      : [{ sense: 'contradicts', text: `${provider}'s own record names ${own.upstream} as the upstream` }];
  }),
  ...othersWord(provider, '', view),
];

function onNoRecord(
  provider: string,
  searched: { readonly from: number; readonly to: number },
  { view, call }: CheckContext,
): Finding[] {
  const own = view.ownOf(provider);
  const inside = own.filter(({ start_ms }) => start_ms >= searched.from && start_ms <= searched.to);
  const window = `${utc(searched.from)} to ${utc(searched.to)}`;
  return [
    ...inside.map(({ start_ms }) => ({
      sense: 'contradicts' as const,
      text: `${provider}'s own record of ${utc(start_ms)} shows the call, within the window searched (${window})`,
    })),
    ...own
      .filter((record) => !inside.includes(record))
      .map(({ start_ms }) => ({
        sense: 'note' as const,
        text: `${provider}'s own record of ${utc(start_ms)} shows the call, outside the window searched (${window})`,
      })),
    // Records that contradict the answer end the matter: no wider search is wanted then.
    ...(inside.length > 0 || coversCall(searched, call)
      ? []
      : [
          {
            sense: 'note' as const,
            text: `the window searched (${window}) does not cover the call (${utc(call.call_time - call.window_s * 1_000)} to ${utc(call.call_time + call.window_s * 1_000)}): ask for a wider search`,
          },
        ]),
    ...neighbors(provider, view).map((text) => ({ sense: 'note' as const, text })),
  ];
}

const wholeSecond = (ms: number) => Math.floor(ms / 1_000);

/** Whether a search could have found the call whenever it began within the traced window. Providers search in whole seconds. */
export const coversCall = (
  searched: { readonly from: number; readonly to: number },
  call: TracedCall,
): boolean =>
  wholeSecond(searched.from) <= wholeSecond(call.call_time - call.window_s * 1_000) &&
  wholeSecond(searched.to) >= wholeSecond(call.call_time + call.window_s * 1_000);

const onOwnRecords = (provider: string, { view }: CheckContext, sense: 'note' | 'contradicts'): Finding[] => [
  ...view.ownOf(provider).map(({ start_ms }) => ({
    sense,
    text: `${provider}'s own record of ${utc(start_ms)} shows the call`,
  })),
  ...neighbors(provider, view).map((text) => ({ sense: 'note' as const, text })),
];

const neighbors = (provider: string, view: RecordView) => [
  ...view.gotFrom(provider).map((to) => `${to}'s own record names ${provider} as the upstream`),
  ...view.gaveTo(provider).map((from) => `${from}'s own record says that it handed this call to ${provider}`),
];

const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
