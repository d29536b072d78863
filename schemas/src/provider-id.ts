/**
 * The form of a provider's id, and so of a carrier's. Every input is checked against it: an analyst reads these ids to
 * know whom to ask, so no text that only looks like an id may get there.
 */
const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Most characters of an id; all are ASCII, so it is the most bytes as well. */
export const longestProviderId = 64;

/** The form of an id in words, for messages. */
export const providerIdRule =
  "letters, digits, '.', '_' and '-', at most 64 characters, beginning with a letter or digit";

export function isProviderId(text: string): boolean {
  return pattern.test(text);
}

/** For each byte: 2 = allowed anywhere, 1 = allowed except as the first, 0 = not allowed. */
const allowed = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (pattern.test(character)) return 2;
  return pattern.test(`x${character}`) ? 1 : 0;
});

/**
 * As `isProviderId`, for UTF-8 bytes from offset `start` to `end`: no string is made, as it is done for every record.
 */
export function isProviderIdIn(view: DataView, start: number, end: number): boolean {
  if (end <= start || end - start > longestProviderId) return false;
  if (allowed[view.getUint8(start)] !== 2) return false;
  for (let at = start + 1; at < end; at += 1) if (allowed[view.getUint8(at)] === 0) return false;
  return true;
}
