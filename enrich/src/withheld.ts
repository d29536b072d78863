/**
 * What Twilio puts behind `+` in place of a number that was withheld: words spelt on a telephone's keys
 * (support.twilio.com, article 223179988). No number of any plan has these digits.
 */
const codes: readonly number[] = [
  266_696_687, // ANONYMOUS
  7_378_742_833, // RESTRICTED
  2_562_533, // BLOCKED
  8_656_696, // UNKNOWN
  86_282_452_253, // UNAVAILABLE
];

/** Too long for a local number, and in no plan: they are codes without `+` too. 737-874-2833 is a number in Texas. */
const withoutPlus: readonly number[] = [266_696_687, 86_282_452_253];

/** Whether digits stand for a number that was withheld. */
export const standsForWithheld = (digits: number, behindPlus: boolean): boolean =>
  (behindPlus ? codes : withoutPlus).includes(digits);
