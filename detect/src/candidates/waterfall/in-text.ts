import type { WaterfallData } from './data.ts';
import { inDigits, signed } from './scale.ts';

/** Characters between the left and the right end of the plot. */
const width = 40;

/** The waterfall as lines for a terminal: one for each signal, with its bar between the sum before it and the sum with it. */
export function waterfallInText({ prior, needed, sum, steps, checks }: WaterfallData): string[] {
  const sums = [prior, needed, ...steps.map(({ to }) => to)];
  const [least, largest] = [Math.min(...sums), Math.max(...sums)];
  const at = (logOdds: number) => Math.round(((logOdds - least) / (largest - least)) * (width - 1));
  const name = Math.max(
    ...['before any signal', ...steps.map((step) => step.name)].map(({ length }) => length),
  );
  const row = (what: string, number: string, plot: string) =>
    `  ${what.padEnd(name)}  ${number.padStart(7)}  ${plot.trimEnd()}`;
  /** The sum that is needed is a line of dots; a bar covers it. */
  const plot = (from: number, to: number, ink: string) =>
    Array.from({ length: width }, (_, i) => {
      if (i >= at(Math.min(from, to)) && i <= at(Math.max(from, to))) return ink;
      return i === at(needed) ? ':' : ' ';
    }).join('');
  return [
    `How the signals add up, in log-odds (: = the ${inDigits(needed, 2)} that is needed):`,
    row('before any signal', inDigits(prior, 2), plot(prior, prior, '|')),
    ...steps.map(({ name, contribution, from, to }) =>
      row(name, signed(contribution), plot(from, to, contribution > 0 ? '+' : '-')),
    ),
    row('sum', inDigits(sum, 2), plot(sum, sum, '|')),
    ...checks.map(({ isMet, words }) => `  ${isMet ? 'Reached' : 'Not reached'}: ${words}`),
  ];
}
