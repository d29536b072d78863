import { distance } from 'fastest-levenshtein';

/** A word with more letters to change than this share of its length is another word, not a misspelt one. */
const mostChanged = 0.4;

/** `; did you mean 'status'?` for the nearest of the known words, '' where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((name) => ({ name, changes: distance(word, name) }))
    .filter(({ name, changes }) => changes <= mostChanged * Math.max(word.length, name.length))
    .sort((a, b) => a.changes - b.changes);
  return nearest === undefined ? '' : `; did you mean '${nearest.name}'?`;
}
