import { useSyncExternalStore } from 'react';
import { useRawSearch } from './use-search.ts';

/**
 * Reasons that a person has given in this window. An address may come from a stranger: it shows called numbers in full only where the
 * person has asked for that here, and given the reason that stands in it.
 */
let given: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function giveReason(reason: string): void {
  given = new Set([...given, reason]);
  for (const listener of listeners) listener();
}

interface Revealed {
  readonly numbers?: 'true';
  readonly reason?: string;
}

/** What of an address asks for called numbers in full, and is the person's own wish. */
export const revealedIn = ({
  numbers,
  reason = '',
}: Readonly<Record<string, string | undefined>>): Revealed =>
  numbers === 'true' && given.has(reason) ? { numbers, reason } : {};

/** What is sent along where a page shows called numbers in full; {} = they are masked. */
export function useRevealed(): Revealed {
  // The reason that is given here may be the one that stands in the address already: the page must hear of it all the same.
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => given,
    () => given,
  );
  return revealedIn(useRawSearch());
}
