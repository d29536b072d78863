/** The parts of a number as signalled that are not digits: URIs, display names, service codes. */

/** The user part of `"Name" <sip:user;parameters:password@host;parameters>`, `tel:user;parameters` or plain text. */
export function userPart(raw: string): string {
  const open = raw.lastIndexOf('<');
  const address = (open < 0 ? raw : raw.slice(open + 1)).trim();
  const isSip = /^sips?:/i.test(address);
  const body = address.replace(/^(?:sips?|tel):/i, '');
  const end = body.lastIndexOf('@');
  // A SIP URI without @ names a host; some switches put a number there.
  if (end < 0 && isSip && !/^\+?\d+(?:[;>]|$)/.test(body)) return '';
  const user = end < 0 ? body : body.slice(0, end);
  return unescaped(/^[^;:>]*/.exec(user)?.[0] ?? '').trim();
}

export function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

/**
 * The vertical service code a number was dialled behind, '' where there is none: `*67`, `*82` (two digits, NANP)
 * and `#31#`, `*31#` (GSM 02.30, calling line identity). With fewer than 7 digits behind it, it is the call itself.
 */
export function serviceCode(text: string): string {
  return /^(?:[*#]\d{2}[*#]|\*\d{2})(?=(?:\D*\d){7})/.exec(text)?.[0] ?? '';
}

/** `%2B1202...` as some proxies write it; a text that is no valid escape stays as it is. */
function unescaped(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
