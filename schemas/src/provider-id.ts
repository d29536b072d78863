/**
 * A provider's id, which is a carrier's too: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}` wherever one enters. Nothing else may
 * stand where an analyst reads whom to ask.
 */
const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Most characters of an id, which are as many bytes. */
export const longestProviderId = 64;

/** What an id looks like, for messages. */
export const providerIdRule =
  "letters, digits, '.', '_' and '-', at most 64 characters, beginning with a letter or digit";

export function isProviderId(text: string): boolean {
  return pattern.test(text);
}

/** By character: 2 = may stand anywhere, 1 = anywhere but first. */
const allowed = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (pattern.test(character)) return 2;
  return pattern.test(`x${character}`) ? 1 : 0;
});

/** As `isProviderId`, of the UTF-8 text at `start` to `end`: for millions of them. */
export function isProviderIdIn(view: DataView, start: number, end: number): boolean {
  if (end <= start || end - start > longestProviderId) return false;
  if (allowed[view.getUint8(start)] !== 2) return false;
  for (let at = start + 1; at < end; at += 1) if (allowed[view.getUint8(at)] === 0) return false;
  return true;
}
