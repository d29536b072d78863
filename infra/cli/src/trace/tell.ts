import type { Hop } from '@ringtrace/detect/trace/hop';
import type { CallPath } from '@ringtrace/detect/trace/path';
import type { CallTrace } from '@ringtrace/detect/trace/trace';
import { visibleIn } from '@ringtrace/platform/visible';
import { table } from '../output.ts';

type Leg = CallTrace['legs'][number];
type Contradiction = CallPath['contradictions'][number];

const nothing =
  'No carrier reported this call in the window. Try a larger --window, or the number as another carrier wrote it.';

const iso = (ms: number) => new Date(ms).toISOString();

/** A trace that is told. */
export interface ToldTrace extends CallTrace {
  /** Retention drops records of before this, ms since 1970, and those of this call were not all kept; undefined = all are there. */
  readonly droppedBefore: number | undefined;
}

const dayOf = (ms: number) => iso(ms).slice(0, 10);
const dropped = (before: number) => `Retention drops the records of before ${dayOf(before)}.`;

/** As in SQL: null where nothing is known. */
export function inJson({ request, path, legs, redials, droppedBefore }: ToldTrace) {
  return {
    calling: request.calling,
    called: request.called,
    time: iso(request.time),
    path: path?.hops ?? [],
    origin_provider: path?.origin_provider || null,
    claimed_origin: path?.claimed_origin || null,
    entry_provider: path?.entry_provider || null,
    terminating_carrier: path?.terminating_carrier || null,
    next_provider_to_ask: path?.next_provider_to_ask || null,
    confidence: path?.confidence ?? null,
    contradictions: path?.contradictions ?? [],
    other_routes: path?.other_routes ?? [],
    edges: path?.edges ?? [],
    redials: redials.map(iso),
    records_dropped_before: droppedBefore === undefined ? null : iso(droppedBefore),
    legs,
  };
}

function originInWords({ origin_provider, claimed_origin }: CallPath): string {
  if (origin_provider !== '') return `proven: ${origin_provider}`;
  return claimed_origin === '' ? 'unknown' : `claimed: ${claimed_origin}`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** One call: what is known of its origin, the way as a tree, and the records it comes from. */
export function inWords(trace: ToldTrace): string {
  const { path, legs, redials, droppedBefore } = visibleIn(trace);
  if (path === undefined)
    return droppedBefore === undefined
      ? nothing
      : `No record of this call is stored. ${dropped(droppedBefore)} So this does not tell whether a carrier reported the call.`;
  return [
    ...(droppedBefore === undefined
      ? []
      : [
          `${dropped(droppedBefore)} Legs of this call may be missing: what follows is told by the kept ones.\n`,
        ]),
    `Origin     ${originInWords(path)}`,
    ...(path.entry_provider === '' ? [] : [`Entered    the US network through ${path.entry_provider}`]),
    `Ask next   ${path.next_provider_to_ask}   (right in ${percent(path.confidence)} of such cases)`,
    '',
    ...path.hops.map((hop, i) => branch(hop, i, legs)),
    ...path.other_routes.map((route) => `Also tried ${route.join(' → ')}`),
    ...path.contradictions.map((contradiction) => `Contradicted: ${contradictionInWords(contradiction)}`),
    ...(redials.length === 0
      ? []
      : [`Other calls of these numbers in the window: ${redials.map(iso).join(', ')}`]),
    '',
    records(trace.legs),
  ].join('\n');
}

const handedOver = {
  both: 'both sides report it',
  one: 'one side reports it',
  contradicted: 'the sides contradict each other',
  inferred: 'by time and numbers only',
} as const;

function branch({ provider, role, reported, handed_over }: Hop, i: number, legs: readonly Leg[]): string {
  const name = reported ? provider : `(${provider})`;
  const own = legs.find((leg) => leg.carrier === provider);
  const facts = [
    role === 'transit' || role === 'unknown' ? '' : role,
    handed_over === null ? '' : handedOver[handed_over],
    reported ? '' : 'reported nothing',
    own?.ingress_country ? `from ${own.ingress_country}` : '',
  ].filter((fact) => fact !== '');
  const stem = i === 0 ? '' : `${'   '.repeat(i - 1)}└─ `;
  return `${stem}${name}${facts.length === 0 ? '' : `   ${facts.join('; ')}`}`;
}

function contradictionInWords({
  kind,
  from,
  to,
  claimed_by,
  contradicted_by,
  instead,
}: Contradiction): string {
  const claim = `${claimed_by} says that ${from} handed the call to ${to}`;
  if (kind === 'no record')
    return `${claim}; ${contradicted_by}'s records are complete around it, and don't show it`;
  const other = instead === contradicted_by ? 'a party of its own' : instead;
  return `${claim}; ${contradicted_by} names ${other} instead`;
}

const records = (legs: readonly Leg[]) =>
  table(
    legs.map((leg) => ({
      carrier: leg.carrier,
      start: iso(leg.start_ms),
      upstream: leg.upstream || '?',
      downstream: leg.downstream || '?',
      attestation: leg.attestation || '-',
      sip: leg.sip_code,
      seconds: leg.talk_ms === null ? '-' : (leg.talk_ms / 1000).toFixed(1),
      call_id: leg.call_id,
    })),
  );

function originOf(path: CallPath | undefined, droppedBefore: number | undefined): string {
  if (path !== undefined)
    return `${originInWords(path)}${droppedBefore === undefined ? '' : '; legs may be missing'}`;
  return droppedBefore === undefined
    ? 'not reported'
    : `records of before ${dayOf(droppedBefore)} are dropped`;
}

/** Many calls: a line each. */
export const manyInWords = (traces: readonly ToldTrace[]): string =>
  table(
    traces.map(({ request, path, droppedBefore }) => ({
      calling: String(request.calling || 'withheld'),
      called: String(request.called),
      time: iso(request.time),
      origin: originOf(path, droppedBefore),
      'ask next': path?.next_provider_to_ask ?? '-',
      confidence: path === undefined ? '-' : percent(path.confidence),
      path: path?.hops.map((hop) => (hop.reported ? hop.provider : `(${hop.provider})`)).join(' → ') ?? '',
    })),
  );
