import { distance } from 'fastest-levenshtein';

/** A word with more letters to change than this share of its length is another word, not a misspelt one. */
const mostChanged = 0.4;

const letters = (word: string) => [...word].sort().join('');

/** Fewer letters than these begin too many words. */
const shortestStart = 3;

/** Letters in another order are one slip of the fingers, and so is a word that breaks off. */
function changesBetween(word: string, name: string): number {
  const breaksOff = word.length >= shortestStart && name.startsWith(word);
  return breaksOff || letters(word) === letters(name) ? 1 : distance(word, name);
}

/** The dashes of an option make no two words alike, and capitals no two words different. */
const bareOf = (word: string) => word.replace(/^-+/, '').toLowerCase();

/** `; did you mean 'status'?` for the nearest of the known words, '' where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const bare = bareOf(word);
  const [nearest] = known
    .map((name) => ({ name, own: bareOf(name) }))
    .map(({ name, own }) => ({ name, own, changes: changesBetween(bare, own) }))
    .filter(({ own, changes }) => changes <= mostChanged * Math.max(bare.length, own.length))
    .sort((a, b) => a.changes - b.changes);
  return nearest === undefined ? '' : `; did you mean '${nearest.name}'?`;
}
