import { visibleIn } from '@ringtrace/platform/visible';
import type { RequestMessage } from '@ringtrace/schemas/casework/request';
import {
  bothTimes,
  type Fact,
  factsOf,
  howToAnswer,
  introductionOf,
  possibleAnswers,
  titleOf,
} from './words.ts';

const nameWidth = 24;

/** A request as plain text. Foreign text can't make lines of its own. */
export function textOf(message: RequestMessage): string {
  const shown = visibleIn(message);
  const { from, to, written, batch, zone, requests } = shown;
  const head: Fact[] = [
    { name: 'From', values: [from.email === '' ? from.name : `${from.name} <${from.email}>`] },
    { name: 'To', values: [to.name === to.provider ? to.name : `${to.name} (${to.provider})`] },
    { name: 'Written', values: bothTimes(written, zone) },
    { name: 'Message', values: [batch] },
  ];
  const title = titleOf(shown);
  const lines = [
    title.toUpperCase(),
    '='.repeat(title.length),
    ...head.flatMap((fact) => linesOf(fact)),
    '',
    ...introductionOf(shown),
    ...requests.flatMap((asked, at) => [
      '',
      `Request ${at + 1} of ${requests.length}: ${asked.request}`,
      ...factsOf(asked, zone).flatMap((fact) => linesOf(fact)),
    ]),
    '',
    'HOW TO ANSWER',
    ...howToAnswer(shown).map((way) => `- ${way}`),
    '',
    'An answer is one of these:',
    ...possibleAnswers.flatMap((fact) => linesOf(fact)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The name stands before the first value only. */
const linesOf = ({ name, values }: Fact) =>
  values.map((value, at) => `  ${(at === 0 ? name : '').padEnd(nameWidth)}${value}`);
