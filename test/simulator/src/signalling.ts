/** How a switch writes numbers: 10 digits, 1 and 10 digits, + and digits, or a SIP URI. */
export type NumberStyle = 'ten' | 'eleven' | 'plus' | 'sip';

/**
 * A number as a switch signals it. E.164 numbers (+ and digits) are written in the switch's style. Everything else
 * (withheld, alphanumeric, short) stays as it is.
 */
export function signalled(number: string, style: NumberStyle, host: string): string {
  if (!number.startsWith('+')) return number;
  if (style === 'plus') return number;
  if (style === 'sip') return `sip:${number}@${host};user=phone`;
  const national = number.startsWith('+1') && number.length === 12;
  if (!national) return `011${number.slice(1)}`;
  return style === 'ten' ? number.slice(2) : number.slice(1);
}
