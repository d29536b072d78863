/** Real area codes, by the offset of their time zone from UTC in hours (standard time). */
const byZone: Readonly<Record<string, readonly string[]>> = {
  '-5': '212 718 516 617 215 412 404 305 407 813 704 919 804 757 703 313 614 216'.split(' '),
  '-6': '312 773 630 314 816 515 402 612 414 214 713 512 615 504'.split(' '),
  '-7': '303 602 801 505'.split(' '),
  '-8': '206 253 503 213 415 619 916 702'.split(' '),
};

/** An area code and its offset from UTC in hours (standard time). */
export type Area = { readonly npa: string; readonly utcOffset: number };

export const areas: readonly Area[] = Object.entries(byZone).flatMap(([utcOffset, npas]) =>
  npas.map((npa) => ({ npa, utcOffset: Number(utcOffset) })),
);

/** Exchanges an area can have: 200 to 999 without N11 and the fictional 555. */
const exchanges: readonly string[] = Array.from({ length: 800 }, (_, i) => String(200 + i)).filter(
  (nxx) => !nxx.endsWith('11') && nxx !== '555',
);
// 97 has no common divisor with 791, the number of exchanges. So ranks 0 to 790 give different exchanges.
const stride = 97;

/** The exchange of an area with this rank. Ranks 0 to 790 give different exchanges. */
export function exchange(area: number, rank: number): string {
  return exchanges[(area * 131 + rank * stride) % exchanges.length] ?? '200';
}

/** How busy an hour of the local day is, 0 to 1: quiet nights, an even day, and a smaller peak in the evening. */
export function dailyRhythm(hour: number): number {
  const day = Math.exp(-(((hour - 13.5) / 4.6) ** 4));
  const evening = 0.55 * Math.exp(-(((hour - 19) / 1.8) ** 2));
  return Math.min(1, 0.02 + day + evening);
}

/** The local hour of a moment (ms since 1970), 0 to 24 with fractions. */
export function localHour(at: number, utcOffset: number): number {
  return (((at / 3_600_000 + utcOffset) % 24) + 24) % 24;
}
