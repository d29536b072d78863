import type { z } from 'zod';

/** What is wrong with a mapping, in words: the place, and the way out. */
export function issueInWords(
  issues: readonly z.core.$ZodIssue[],
  keysAt: (place: Place) => readonly string[],
): string {
  const [issue] = issues;
  if (issue === undefined) return 'is no mapping';
  const { path, message } = closest(issue, []);
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  const keys = keysAt(path);
  const hint =
    /^Unrecognized key/.test(message) && keys.length > 0 ? `: the keys are ${keys.join(', ')}` : '';
  return `${place}${message}${hint}`;
}

export type Place = readonly PropertyKey[];

interface Told {
  readonly path: Place;
  readonly message: string;
}

/** Of what may be of several kinds, the fault of the kind that it is nearly: the one that was found deepest within it. */
function closest(issue: z.core.$ZodIssue, above: Place): Told {
  const path = [...above, ...issue.path];
  const own = { path, message: issue.message };
  if (issue.code !== 'invalid_union') return own;
  const told = issue.errors.flatMap((branch) => {
    const [first] = branch;
    return first === undefined || (first.code === 'invalid_type' && first.path.length === 0)
      ? []
      : [closest(first, path)];
  });
  return told.reduce<Told>(
    (best, one) => (best === own || one.path.length > best.path.length ? one : best),
    own,
  );
}
