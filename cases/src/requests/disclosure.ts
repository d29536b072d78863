import type { RequestFacts } from '../model/request.ts';

/** A request would tell a provider of another hop. Nothing is sent. */
class DisclosureError extends Error {
  override name = 'DisclosureError';
}

/** A provider in the path that the asked one may not learn of: its id, names, former names. */
export interface HiddenHop {
  readonly provider: string;
  readonly names: readonly string[];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a name stands in a text as a word of its own, in whatever capitals. */
const stands = (name: string, text: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'iu').test(text);

/**
 * Throws DisclosureError where a text of the facts names a hop that stays hidden. The shape of a request has no place for
 * other hops; this guards the sentences in it, which other parts write.
 */
export function assertHidden(facts: RequestFacts, hidden: readonly HiddenHop[]): void {
  const sentences = [...facts.reasons, facts.named_how, facts.named_by];
  for (const { provider, names } of hidden)
    for (const name of [provider, ...names].filter((text) => text.trim() !== ''))
      if (sentences.some((text) => stands(name.trim(), text)))
        throw new DisclosureError(
          `the request names the provider '${provider}', which is another hop of this call: take it out of the reasons`,
        );
}
