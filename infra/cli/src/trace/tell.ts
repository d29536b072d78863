import { contradictionInWords } from '@ringtrace/detect/trace/contradiction-in-words';
import type { Hop } from '@ringtrace/detect/trace/hop';
import type { CallPath } from '@ringtrace/detect/trace/path';
import type { CallTrace } from '@ringtrace/detect/trace/trace';
import { visibleIn } from '@ringtrace/platform/visible';
import { table } from '../output.ts';

type Leg = CallTrace['legs'][number];

const nothing =
  'No carrier reported this call in the window. Try a larger --window, or the number as another carrier wrote it.';

/** Nobody may be said to deny a call whose records retention may have dropped. */
const dropped =
  "The records of this time may have been dropped: their retention period is over ('ringtrace retention' shows the horizon). So nothing is known of who reported this call.";

/**
 * As in SQL: null where nothing is known.
 * @param isGone whether retention may have dropped records of the call
 */
export function inJson({ request, path, legs, redials }: CallTrace, isGone = false) {
  return {
    ...(isGone ? { records_may_be_dropped: true } : {}),
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
    legs,
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

function originInWords({ origin_provider, claimed_origin }: CallPath): string {
  if (origin_provider !== '') return `proven: ${origin_provider}`;
  return claimed_origin === '' ? 'unknown' : `claimed: ${claimed_origin}`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/**
 * One call: what is known of its origin, the way as a tree, and the records it comes from.
 * @param isGone whether retention may have dropped records of the call
 */
export function inWords(trace: CallTrace, isGone = false): string {
  const { path, legs, redials } = visibleIn(trace);
  if (path === undefined) return isGone ? dropped : nothing;
  return [
    ...(isGone ? ['Records of this call may have been dropped: their retention period is over.', ''] : []),
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

/** Many calls: a line each. */
export const manyInWords = (
  traces: readonly CallTrace[],
  isGone: (trace: CallTrace) => boolean = () => false,
): string =>
  table(
    traces
      .map((trace) => ({ ...trace, unreported: isGone(trace) ? 'may be dropped' : 'not reported' }))
      .map(({ request, path, unreported }) => ({
        calling: String(request.calling || 'withheld'),
        called: String(request.called),
        time: iso(request.time),
        origin: path === undefined ? unreported : originInWords(path),
        'ask next': path?.next_provider_to_ask ?? '-',
        confidence: path === undefined ? '-' : percent(path.confidence),
        path: path?.hops.map((hop) => (hop.reported ? hop.provider : `(${hop.provider})`)).join(' → ') ?? '',
      })),
  );
