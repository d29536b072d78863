import { isAbroad } from '@ringtrace/schemas/us-countries';
import type { AnswerCheck, AnswerContent } from '../model/answer.ts';
import type { Hop, TracedCall } from '../model/hop.ts';
import type { Outcome } from '../model/traceback.ts';
import { asNamed, type CallRecords, type Identity } from './call-records.ts';
import { type CheckContext, checkAnswer, coversCall } from './check-answer.ts';
import { admits, type GivenAnswer } from './given-answer.ts';
import { type KeptPath, type KeptView, keptViewOf } from './kept-path.ts';
import { type Place, type RecordView, viewOf } from './record-view.ts';

export interface PathInput {
  readonly call: TracedCall;
  readonly records: CallRecords;
  readonly answers: readonly GivenAnswer[];
  /** Providers that were asked and stayed silent after delivery and all reminders. */
  readonly silent: readonly string[];
  /** The provider that a person named as the first hop; '' = records alone say it. */
  readonly start: string;
  readonly idOf?: Identity;
  /** The path as it was, where its records are gone: it takes their place. */
  readonly kept?: KeptPath;
}

interface PathEnd {
  readonly outcome: Outcome;
  readonly provider: string;
  readonly country: string;
  readonly detail: string;
}

/** The path of a call as records and answers give it now. */
export interface PathNow {
  readonly hops: readonly Hop[];
  /** The provider that must be asked next; '' = nobody. */
  readonly ask: string;
  readonly end: PathEnd | undefined;
  /** Checks of all answers, by answer_id. */
  readonly checks: ReadonlyMap<string, AnswerCheck>;
}

/**
 * The path of a traced call, from the terminating side. Records decide where they prove a hand-over; nobody is asked for it.
 * Where they do not, the provider's own answer decides. The path stops at the first provider of which neither is known: that
 * one is asked. The result depends on the records and answers as they are now, and not on which came first.
 */
export function pathOf(input: PathInput): PathNow {
  const idOf = input.idOf ?? asNamed;
  const kept = input.kept === undefined ? undefined : keptViewOf(input.kept, input.call, idOf);
  const view = kept ?? viewOf(input.records, idOf);
  const context: CheckContext = { view, call: input.call, idOf };
  const answers = new Map<string, GivenAnswer>();
  const checks = new Map<string, AnswerCheck>();
  for (const answer of input.answers.toSorted((a, b) => a.order - b.order)) {
    const provider = idOf(answer.provider);
    answers.set(provider, answer);
    const answered = { provider, content: answer.content };
    const check = kept === undefined ? checkAnswer(answered, context) : kept.check(answered, answer.check);
    const doubts = doubtsOf(answer.content, idOf).filter((text) => !check.findings.includes(text));
    checks.set(answer.answer_id, { ...check, findings: [...check.findings, ...doubts] });
  }
  const start =
    view.last ?? (input.start === '' ? undefined : { provider: idOf(input.start), index: undefined });
  const walk: Walk = { ...context, answers, checks, silent: new Set(input.silent.map(idOf)), steps: [] };
  if (start === undefined) return { hops: [], ask: '', end: undefined, checks };
  const stop = follow(start, walk);
  const hops = kept === undefined ? hopsOf(walk) : hopsWithKept(walk, kept);
  return { hops, ask: stop.ask, end: stop.end, checks };
}

/** A name that several providers share is taken for none of them. A person finds out who is meant. */
function doubtsOf(content: AnswerContent, { meant }: Identity): string[] {
  if (!('upstream' in content) || content.upstream === undefined) return [];
  const ids = meant?.(content.upstream) ?? [];
  return ids.length > 1
    ? [`'${content.upstream}' may mean ${ids.join(' or ')}: ask who it is, and amend the answer with the id`]
    : [];
}

/** Why a provider is in the path. */
type Reach = { readonly by: 'start' | 'answer' | 'above' | 'below'; readonly answer_id: string };

interface Step {
  readonly place: Place;
  readonly reach: Reach;
  role: Hop['role'];
  readonly country: string;
  contradicted: boolean;
}

interface Walk extends CheckContext {
  readonly answers: ReadonlyMap<string, GivenAnswer>;
  readonly checks: ReadonlyMap<string, AnswerCheck>;
  readonly silent: ReadonlySet<string>;
  readonly steps: Step[];
}

interface Stop {
  readonly ask: string;
  readonly end: PathEnd | undefined;
}

/** Where the path goes on from a provider, or why it stops there. */
type Next = { readonly to: Place; readonly reach: Reach; readonly country: string } | Stop;

const asks = (ask: string): Stop => ({ ask, end: undefined });
const ends = (outcome: Outcome, provider: string, detail: string, country = ''): Stop => ({
  ask: '',
  end: { outcome, provider, country, detail },
});

function follow(start: Place, walk: Walk): Stop {
  let next: Next = { to: start, reach: { by: 'start', answer_id: '' }, country: '' };
  while ('to' in next) {
    const step: Step = {
      place: next.to,
      reach: next.reach,
      role: 'unknown',
      country: next.country,
      contradicted: walk.view.isContradicted(next.to),
    };
    walk.steps.push(step);
    next = nextOf(step, walk);
  }
  return next;
}

function nextOf(step: Step, walk: Walk): Next {
  const { view } = walk;
  const { place } = step;
  const answer = walk.answers.get(place.provider);
  if (answer !== undefined && walk.checks.get(answer.answer_id)?.agreement === 'contradicts')
    step.contradicted = true;
  const rejected = rejectedBy(walk);
  const above = view.above(place, rejected);
  if (above === undefined && rejected.size > 0 && view.above(place, new Set()) !== undefined)
    step.contradicted = true;
  if (above !== undefined && !isIn(walk, above.place)) {
    step.role = 'transit';
    return {
      to: above.place,
      reach: { by: above.told_above ? 'above' : 'below', answer_id: '' },
      country: view.ownOf(place.provider).find((own) => isAbroad(own.country))?.country ?? '',
    };
  }
  if (view.isProvenOrigin(place)) step.role = 'originating';
  if (answer !== undefined) return afterAnswer(step, answer, walk);
  if (isForeignEnd(step, view)) {
    step.role = 'foreign';
    return ends(
      'foreign',
      place.provider,
      `the call came in from abroad, from ${place.provider}`,
      step.country,
    );
  }
  return unanswered(step, walk);
}

/** A provider abroad that reports no records is where the path ends: nobody there must answer. */
const isForeignEnd = ({ place: { provider }, country }: Step, view: RecordView) =>
  view.ownOf(provider).length === 0 && (view.isForeign(provider) || isAbroad(country));

/** Asks the provider, unless it was asked in vain. */
function unanswered({ place: { provider } }: Step, { silent }: Walk): Stop {
  return silent.has(provider)
    ? ends('non_responsive', provider, `${provider} did not answer a delivered request and its reminders`)
    : asks(provider);
}

function afterAnswer(step: Step, answer: GivenAnswer, walk: Walk): Next {
  const { content, answer_id } = answer;
  const { provider } = step.place;
  const findings = walk.checks.get(answer_id);
  const isContradicted = findings?.agreement === 'contradicts';
  const isOrigin = step.role === 'originating';
  if (isContradicted)
    return ends(
      'disputed',
      provider,
      `records contradict the answer of ${provider}: ${findings?.findings.join('; ')}`,
    );
  switch (content.kind) {
    case 'upstream':
      return named(step, answer, content.upstream, content.country ?? '', walk);
    case 'foreign_upstream':
      return named(step, answer, content.upstream, content.country, walk);
    case 'own_gateway':
      step.role = 'gateway';
      return content.upstream === undefined
        ? ends('foreign', provider, `${provider} took the call in from abroad`, content.country ?? '')
        : named(step, answer, content.upstream, content.country ?? '', walk, true);
    case 'own_customer':
      step.role = 'originating';
      return ends(
        'caller_identified',
        provider,
        `the caller is ${provider}'s customer ${content.customer.name}`,
        content.customer.country ?? '',
      );
    case 'no_record':
      return coversCall(content.searched, walk.call)
        ? ends('no_record', provider, `${provider} found no record of the call`)
        : unanswered(step, walk);
    case 'retained_out':
      return isOrigin
        ? ends('originator_identified', provider, `${provider} no longer keeps the name of its customer`)
        : ends('no_record', provider, `${provider} no longer keeps its records of the call`);
    case 'wrong_provider':
      return ends(
        'no_record',
        provider,
        `${provider} says that it is the wrong provider, and nobody else is named`,
      );
    case 'refused':
      return ends('refused', provider, `${provider} refused: ${content.reason}`);
    case 'legal_process_required': {
      const why = `${provider} asks for legal process${content.reason === undefined ? '' : `: ${content.reason}`}`;
      return ends(isOrigin ? 'originator_identified' : 'refused', provider, why);
    }
  }
}

/** Goes on to the provider that an answer names. */
function named(
  step: Step,
  { answer_id, order }: GivenAnswer,
  name: string,
  country: string,
  walk: Walk,
  isAbroadSaid = isAbroad(country),
): Next {
  const { provider } = step.place;
  const upstream = walk.idOf(name);
  const place = walk.view.placeAbove(step.place, upstream);
  step.role = 'transit';
  if (isIn(walk, place))
    return ends(
      'disputed',
      provider,
      `${provider} names ${upstream}, which stands in the path already: a loop`,
    );
  const denial = denialOf(upstream, walk);
  if (denial !== undefined && !isAbroadSaid) {
    step.contradicted = true;
    return denial.order > order
      ? unansweredAgain(step, walk)
      : ends(
          'disputed',
          provider,
          `${provider} names ${upstream} again, which says that it is the wrong provider`,
        );
  }
  const reach = { by: 'answer' as const, answer_id };
  if (!isAbroadSaid) return { to: place, reach, country: '' };
  step.role = 'gateway';
  walk.steps.push({ place, reach, role: 'foreign', country, contradicted: false });
  return ends(
    'foreign',
    upstream,
    `${provider} took the call in from ${upstream}${country === '' ? ' abroad' : ` (${country})`}`,
    country,
  );
}

function unansweredAgain(step: Step, walk: Walk): Stop {
  step.role = 'unknown';
  return unanswered(step, walk);
}

/** The answer of a provider that says it is the wrong one, where no record of its own speaks against it. */
function denialOf(provider: string, { answers, view }: Walk): GivenAnswer | undefined {
  const answer = answers.get(provider);
  return answer?.content.kind === 'wrong_provider' && view.ownOf(provider).length === 0 ? answer : undefined;
}

const rejectedBy = (walk: Walk): ReadonlySet<string> =>
  new Set([...walk.answers.keys()].filter((provider) => denialOf(provider, walk) !== undefined));

/** Records may lead through one provider twice, at two places; beside their path a provider stands once. */
const isIn = ({ steps }: Walk, { provider, index }: Place) =>
  steps.some(({ place }) => place.provider === provider && (place.index === index || index === undefined));

function hopsOf(walk: Walk): Hop[] {
  return walk.steps.map((step, i) => {
    const { provider } = step.place;
    const answer = walk.answers.get(provider);
    const isRecorded = walk.view.ownOf(provider).length > 0 || walk.view.gaveTo(provider).length > 0;
    const isAnswered = answer !== undefined && admits.includes(answer.content.kind);
    return {
      position: i + 1,
      provider,
      role: roleOf(step, walk.steps[i + 1], i, walk.view),
      basis: step.contradicted
        ? 'contradicted'
        : isAnswered
          ? isRecorded
            ? 'both'
            : 'answer'
          : isRecorded
            ? 'record'
            : 'named',
      reported: walk.view.ownOf(provider).length > 0,
      answer_id: answer?.answer_id ?? step.reach.answer_id,
      country: step.country,
      detail: detailOf(step, walk.steps[i - 1], walk),
    };
  });
}

/** What records said of a hop stays. A hop of which nobody has said more stays as it was. */
function hopsWithKept(walk: Walk, kept: KeptView): Hop[] {
  return hopsOf(walk).map((hop, i, all) => {
    const step = walk.steps[i];
    const was = step === undefined ? undefined : kept.hopAt(step.place);
    if (was === undefined) return hop;
    const answer = walk.answers.get(hop.provider);
    const isUnsaved = answer !== undefined && answer.check === undefined;
    if (!isUnsaved && was.above?.provider === all[i + 1]?.provider)
      return { ...was.hop, position: hop.position };
    const isNew = isUnsaved && answer.answer_id !== was.hop.answer_id;
    return {
      ...hop,
      answer_id: answer?.answer_id ?? was.hop.answer_id,
      detail: isNew ? `${was.hop.detail}; ${hop.provider} answered` : was.hop.detail,
    };
  });
}

function roleOf(step: Step, above: Step | undefined, i: number, view: RecordView): Hop['role'] {
  const { provider } = step.place;
  if (step.role === 'originating' || step.role === 'foreign') return step.role;
  const tookFromAbroad =
    step.role === 'gateway' ||
    above?.role === 'foreign' ||
    view.isEntry(provider) ||
    view.ownOf(provider).some((own) => isAbroad(own.country));
  if (tookFromAbroad) return 'gateway';
  return i === 0 ? 'terminating' : step.role;
}

function detailOf({ place, reach }: Step, below: Step | undefined, { view, answers }: Walk): string {
  const { provider } = place;
  const downstream = below?.place.provider ?? '';
  const reasons = [
    ...(view.ownOf(provider).length > 0 ? [`${provider}'s own record shows the call`] : []),
    ...(answers.has(provider) ? [`${provider} answered`] : []),
    ...(reach.by === 'answer' ? [`${downstream} names ${provider} in its answer`] : []),
    ...(reach.by === 'below' || view.gotFrom(provider).includes(downstream)
      ? [`${downstream}'s own record names ${provider}`]
      : []),
    ...view
      .gaveTo(provider)
      .map((from) => `${from}'s own record says that it handed the call to ${provider}`),
    ...(reach.by === 'start' && view.ownOf(provider).length === 0 && view.gaveTo(provider).length === 0
      ? ['named when the traceback was opened']
      : []),
  ];
  const suggested = view.suggested(place);
  const guess =
    suggested === '' ? '' : `. Time and numbers alone put ${suggested} above it, which proves nothing`;
  return `${reasons.join('; ')}${guess}`;
}
