import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerKinds } from '@ringtrace/schemas/casework/words';
import { describe, expect, it } from 'vitest';
import { answerColumns } from './answers/csv.ts';
import { readAnswers } from './answers/file.ts';
import { exampleLetter } from './letter.fixture.ts';
import { messageOf } from './message.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/traceback-format.md'), 'utf8');

/** Blocks of code in a language, in order. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(([, text = '']) => text);

const answersOf = (text = '') =>
  readAnswers(new TextEncoder().encode(text), 'docs').map(({ place, bytes, ...rest }) => rest);

describe('docs/traceback-format.md', () => {
  const [request, answers] = blocks('json');
  const [csv] = blocks('csv');

  it('shows a request as it is written', () => {
    expect(JSON.parse(request ?? '')).toEqual(messageOf(exampleLetter));
  });

  it('shows the same answers in JSON and in CSV', () => {
    expect(answersOf(answers)).toHaveLength(4);
    expect(answersOf(csv)).toEqual(answersOf(answers));
  });

  it('names every kind of answer and every column', () => {
    for (const word of [...answerKinds, ...answerColumns]) expect(page).toContain(`\`${word}\``);
  });
});
