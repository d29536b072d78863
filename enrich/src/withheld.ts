/**
 * Twilio's codes for a withheld number, sent behind `+`: words typed on a telephone's keypad (support.twilio.com,
 * article 223179988). No number of any plan has these digits.
 */
const codes: readonly number[] = [
  266_696_687, // ANONYMOUS
  7_378_742_833, // RESTRICTED
  2_562_533, // BLOCKED
  8_656_696, // UNKNOWN
  86_282_452_253, // UNAVAILABLE
];

/**
 * Codes also without `+`: too long for a local number, and in no plan. (7378742833 is not: it is a number in Texas.)
 */
const withoutPlus: readonly number[] = [266_696_687, 86_282_452_253];

/** Whether digits are a code for a withheld number. */
export const standsForWithheld = (digits: number, behindPlus: boolean): boolean =>
  (behindPlus ? codes : withoutPlus).includes(digits);
