import type { AnswerCheck, AnswerContent } from '../model/answer.ts';
import type { Hop, TracedCall } from '../model/hop.ts';
import type { Identity } from './call-records.ts';
import { type Answered, coversCall } from './check-answer.ts';
import { admits, type GivenAnswer } from './given-answer.ts';
import type { OwnRecord, Place, RecordView } from './record-view.ts';
import { isProven } from './summary.ts';

/** A path as it was read while its records were there. They are gone after their time of retention; what they proved stays. */
export interface KeptPath {
  readonly hops: readonly Hop[];
  /** Answers as they are saved, with their checks: what the path rests on beside records. */
  readonly answers: readonly GivenAnswer[];
  /** The provider whose answer records contradicted, so that the traceback ended as disputed; '' = none. */
  readonly disputed: string;
}

/** What a kept path says in place of records. */
export interface KeptView extends RecordView {
  /** The hop at a place, and the one above it; undefined beside the kept path. */
  hopAt(place: Place): { readonly hop: Hop; readonly above: Hop | undefined } | undefined;
  check(answered: Answered, saved: AnswerCheck | undefined): AnswerCheck;
}

/** The upstream that an answer names; undefined = none. */
const upstreamIn = (content: AnswerContent, idOf: Identity): string | undefined =>
  'upstream' in content && content.upstream !== undefined ? idOf(content.upstream) : undefined;

/** Places of a kept path count its hops from the terminating side, from 0. */
export function keptViewOf(kept: KeptPath, call: TracedCall, idOf: Identity): KeptView {
  const hops = kept.hops.map((hop) => ({ ...hop, provider: idOf(hop.provider) }));
  const answers = new Map(
    kept.answers.toSorted((a, b) => a.order - b.order).map((answer) => [idOf(answer.provider), answer]),
  );
  const hopOf = (provider: string) => hops.find((hop) => hop.provider === provider);
  /** Whether records said what the hop says, and not its provider's answer alone. */
  const isOfRecords = (hop: Hop) => {
    const answer = answers.get(hop.provider);
    return (
      answer === undefined || !admits.includes(answer.content.kind) || answer.check?.agreement === 'agrees'
    );
  };
  /** The hop above, where records proved that it handed the call over. */
  const provenAbove = (index: number): Hop | undefined => {
    const [hop, above] = hops.slice(index, index + 2);
    if (hop === undefined || above === undefined) return undefined;
    const answer = answers.get(hop.provider);
    const isNamed = answer !== undefined && upstreamIn(answer.content, idOf) === above.provider;
    return isNamed && answer.check?.agreement !== 'agrees' ? undefined : above;
  };
  const isOrigin = (hop: Hop) => hop.role === 'originating' && hop.reported && isOfRecords(hop);
  const ownOf = (provider: string): OwnRecord[] => {
    const index = hops.findIndex((hop) => hop.provider === provider && hop.reported);
    const hop = hops[index];
    if (hop === undefined) return [];
    const above = provenAbove(index);
    return [
      {
        start_ms: call.call_time,
        upstream: '',
        own_customer: isOrigin(hop),
        customer: '',
        downstream: '',
        own_subscriber: false,
        country: above?.role === 'foreign' ? above.country : '',
      },
    ];
  };

  return {
    last: hops[0] === undefined ? undefined : { provider: hops[0].provider, index: 0 },
    ownOf,
    above({ index }, rejected) {
      const above = index === undefined ? undefined : provenAbove(index);
      if (index === undefined || above === undefined || rejected.has(above.provider)) return undefined;
      return { place: { provider: above.provider, index: index + 1 }, told_above: isProven(above) };
    },
    isContradicted({ provider, index }) {
      const check = answers.get(provider)?.check;
      return (
        index !== undefined &&
        hops[index]?.basis === 'contradicted' &&
        check?.agreement !== 'contradicts' &&
        provider !== idOf(kept.disputed)
      );
    },
    suggested: () => '',
    isProvenOrigin({ index }) {
      const hop = index === undefined ? undefined : hops[index];
      return hop !== undefined && isOrigin(hop);
    },
    gaveTo(provider) {
      const index = hops.findIndex((hop) => hop.provider === provider);
      const [hop, above] = hops.slice(index, index + 2);
      return index < 0 || hop === undefined || hop.reported || !isProven(hop) || above === undefined
        ? []
        : [above.provider];
    },
    gotFrom: () => [],
    isEntry(provider) {
      const hop = hopOf(provider);
      return hop !== undefined && hop.role === 'gateway' && isOfRecords(hop);
    },
    isForeign: (provider) => hopOf(provider)?.role === 'foreign',
    denies: () => false,
    placeAbove({ index }, provider) {
      const at = hops.findIndex((hop, i) => i > (index ?? hops.length) && hop.provider === provider);
      return { provider, index: at < 0 ? undefined : at };
    },
    hopAt({ index }) {
      const [hop, above] = index === undefined ? [] : hops.slice(index, index + 2);
      return hop === undefined ? undefined : { hop, above };
    },
    check({ provider, content }, saved) {
      if (saved !== undefined)
        return provider === idOf(kept.disputed) && saved.agreement !== 'contradicts'
          ? { agreement: 'contradicts', findings: ['records that are no longer kept contradicted it'] }
          : saved;
      return checkAgainst(provider, content);
    },
  };

  /** An answer that came after the records were gone. */
  function checkAgainst(provider: string, content: AnswerContent): AnswerCheck {
    const index = hops.findIndex((hop) => hop.provider === provider);
    const hop = hops[index];
    const above = index < 0 ? undefined : provenAbove(index);
    const isDenial =
      content.kind === 'wrong_provider' ||
      (content.kind === 'no_record' && coversCall(content.searched, call));
    if (hop?.reported === true && isDenial)
      return {
        agreement: 'contradicts',
        findings: [`${provider}'s own record, which is no longer kept, showed the call`],
      };
    if (above !== undefined && admits.includes(content.kind))
      return {
        agreement: upstreamIn(content, idOf) === above.provider ? 'agrees' : 'contradicts',
        findings: [
          `records that are no longer kept showed that ${above.provider} handed the call to ${provider}`,
        ],
      };
    if (hop !== undefined && isOrigin(hop) && admits.includes(content.kind))
      return {
        agreement: content.kind === 'own_customer' ? 'agrees' : 'contradicts',
        findings: [`${provider}'s own record, which is no longer kept, showed its own customer`],
      };
    return { agreement: 'unknown', findings: ["members' records of the call are no longer kept"] };
  }
}
