import { distance } from 'fastest-levenshtein';

/** A word with more letters to change than this share of its length is another word, not a misspelt one. */
const mostChanged = 0.4;

const letters = (word: string) => [...word].sort().join('');

/** Letters in another order are one slip of the fingers. */
const changesBetween = (word: string, name: string) =>
  letters(word) === letters(name) ? 1 : distance(word, name);

/** The dashes of an option make no two words alike. */
const withoutDashes = (word: string) => word.replace(/^-+/, '');

/** `; did you mean 'status'?` for the nearest of the known words, '' where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const bare = withoutDashes(word);
  const [nearest] = known
    .map((name) => ({ name, own: withoutDashes(name) }))
    .map(({ name, own }) => ({ name, own, changes: changesBetween(bare, own) }))
    .filter(({ own, changes }) => changes <= mostChanged * Math.max(bare.length, own.length))
    .sort((a, b) => a.changes - b.changes);
  return nearest === undefined ? '' : `; did you mean '${nearest.name}'?`;
}
