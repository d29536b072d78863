import { readFileSync } from 'node:fs';
import { thresholds } from '../thresholds.ts';

/** A threshold in force, with what is said of it beside its value. */
export interface Threshold {
  readonly name: string;
  readonly value: number;
  /** What it decides, and where it comes from. Thresholds that belong together share their words. */
  readonly words: string;
}

/** A comment of the file: one line, or several that begin with a star. */
const comment = /^\s*\/\*\*(?<text>.*?)(?<closed>\*\/)?$/;
const line = /^\s*(?:(?<name>\w+): |(?<end>\*\/)|\*(?<more>.*?)(?<closed>\*\/)?$)/;

/** The words of each threshold in a text of TypeScript such as thresholds.ts. */
export function wordsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let words: string[] = [];
  for (const written of text.split('\n')) {
    const begun = comment.exec(written)?.groups;
    if (begun !== undefined) {
      words = [begun['text'] ?? ''];
      continue;
    }
    const { name, more } = line.exec(written)?.groups ?? {};
    if (more !== undefined) words.push(more);
    if (name !== undefined)
      found.set(
        name,
        words
          .map((part) => part.trim())
          .join(' ')
          .trim(),
      );
  }
  return found;
}

/** Every threshold of detection, in the order of its file. The words stand there once, beside the values. */
export function thresholdsInWords(): Threshold[] {
  const words = wordsIn(readFileSync(new URL('../thresholds.ts', import.meta.url), 'utf8'));
  return Object.entries(thresholds).map(([name, value]) => ({ name, value, words: words.get(name) ?? '' }));
}
