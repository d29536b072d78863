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

/** What joins the digits of one number, date or time, such as in '6,529', '2026-03-02' and '14:30'. */
const joint = "[.,:/'’\\u00a0\\u202f-]";

/**
 * Whether a name stands in a text as a word of its own, in whatever capitals. Ids of digits alone are usual: one does not stand in
 * a longer number, or in a percentage.
 */
function stands(name: string, text: string): boolean {
  const before = `(?<![\\p{L}\\p{N}])${/^\p{N}/u.test(name) ? `(?<!\\p{N}${joint})` : ''}`;
  const after = `(?![\\p{L}\\p{N}])${/\p{N}$/u.test(name) ? `(?!${joint}\\p{N}|\\s?%)` : ''}`;
  return new RegExp(`${before}${escaped(name)}${after}`, 'iu').test(text);
}

/**
 * Throws DisclosureError where a text of the facts names a hop that stays hidden. The shape of a request has no place for
 * other hops; this guards the sentences in it, which other parts write.
 */
export function assertHidden(facts: RequestFacts, hidden: readonly HiddenHop[]): void {
  const sentences = [...facts.reasons, facts.named_how];
  // An id is no sentence: 'acme-west' does not name 'acme'.
  const namedBy = facts.named_by.trim().toLowerCase();
  for (const { provider, names } of hidden)
    for (const name of [provider, ...names].map((text) => text.trim()).filter((text) => text !== ''))
      if (name.toLowerCase() === namedBy || sentences.some((text) => stands(name, text)))
        throw new DisclosureError(
          `the request names the provider '${provider}', which is another hop of this call: take it out of the reasons`,
        );
}
