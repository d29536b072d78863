import { useRawSearch } from './use-search.ts';

/**
 * Reasons that a person has given in this window. An address may come from a stranger: it shows called numbers in full only where the
 * person has asked for that here, and given the reason that stands in it.
 */
const given = new Set<string>();

export const giveReason = (reason: string): void => void given.add(reason);

interface Revealed {
  readonly numbers?: 'true';
  readonly reason?: string;
}

/** What of an address asks for called numbers in full, and is the person's own wish. */
const revealedIn = ({
  numbers,
  reason = '',
}: Readonly<Record<string, string | undefined>>): Revealed =>
  numbers === 'true' && given.has(reason) ? { numbers, reason } : {};

/** What is sent along where a page shows called numbers in full; {} = they are masked. */
export const useRevealed = (): Revealed => revealedIn(useRawSearch());
