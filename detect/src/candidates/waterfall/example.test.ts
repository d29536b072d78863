import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signalInWords } from '../signals-in-words.ts';
import { evidenceOnPage, examplePage, examplePicture } from './example.ts';
import { stepsOf } from './steps.ts';
import { waterfall } from './waterfall.ts';

const page = readFileSync(examplePage, 'utf8');
const shown = evidenceOnPage(page);
const { signals } = shown;

describe('docs/detection/example.md', () => {
  it('has a picture of the evidence that it shows', () => {
    expect(readFileSync(examplePicture, 'utf8'), 'run: npm run docs').toBe(`${waterfall(shown)}\n`);
  });

  it('adds up to the sum that it states', () => {
    const [, stated] = /^\| \*\*sum\*\* .* \*\*([\d.]+)\*\* \|$/m.exec(page) ?? [];
    expect(signals.length).toBeGreaterThan(5);
    expect(stepsOf(signals).sum).toBeCloseTo(Number(stated), 2);
  });

  it('prints the words of the signals in its table', () => {
    const printed = [...page.matchAll(/^ {2}\+ (.+)$/gm)].map(([, words]) => words);
    expect(printed).toEqual(stepsOf(signals).raising.map(({ signal }) => signalInWords(signal)));
  });
});
