import type { CandidateEvidence } from './evidence.ts';
import type { ExampleLeg } from './queries.ts';
import { round } from './rounded.ts';
import type { TracedCall } from './sample.ts';

/** Example legs as they are copied into a candidate. The copies stay when the CDRs are removed. */
export function examplesOf(legs: readonly ExampleLeg[]): CandidateEvidence['examples'] {
  return legs.map(({ ingress_country: _, start_ms, ...leg }) => ({
    ...leg,
    start_time: new Date(start_ms).toISOString(),
  }));
}

const orNull = (provider: string) => (provider === '' ? null : provider);

/** The paths of the example calls. */
export function pathsOf(calls: readonly TracedCall[]): CandidateEvidence['paths'] {
  return calls.flatMap(({ legs: [first], path }) =>
    first === undefined
      ? []
      : [
          {
            calling_number: first.calling_number,
            called_number: first.called_number,
            time: new Date(first.start_ms).toISOString(),
            path: [...path.hops],
            origin_provider: orNull(path.origin_provider),
            claimed_origin: orNull(path.claimed_origin),
            entry_provider: orNull(path.entry_provider),
            next_provider_to_ask: orNull(path.next_provider_to_ask),
            confidence: path.confidence,
            contradictions: path.contradictions.map((contradiction) => ({ ...contradiction })),
          },
        ],
  );
}

/** How the traced calls spread over origins, and over the providers that took calls in from abroad. */
export function provenanceOf(calls: readonly TracedCall[]): CandidateEvidence['provenance'] {
  const shares = (names: readonly string[]) =>
    [
      ...Map.groupBy(
        names.filter((name) => name !== ''),
        (name) => name,
      ),
    ]
      .map(([provider, same]) => ({ provider, calls: same.length, share: round(same.length / calls.length) }))
      .sort((a, b) => b.calls - a.calls || (a.provider < b.provider ? -1 : 1));
  const paths = calls.map((call) => call.path);
  return {
    traced_calls: calls.length,
    origins: [
      ...shares(paths.map((path) => path.origin_provider)).map((row) => ({ ...row, proven: true })),
      ...shares(paths.map((path) => path.claimed_origin)).map((row) => ({ ...row, proven: false })),
    ].sort((a, b) => b.calls - a.calls),
    entries: shares(paths.map((path) => path.entry_provider)),
  };
}
