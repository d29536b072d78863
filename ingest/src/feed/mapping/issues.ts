import type { z } from 'zod';

/**
 * The first fault of a mapping in words: the path of its key in the file, what is wrong, and which keys are allowed.
 */
export function issueInWords(
  issues: readonly z.core.$ZodIssue[],
  keysAt: (path: KeyPath) => readonly string[],
): string {
  const [issue] = issues;
  if (issue === undefined) return 'is no mapping';
  const { path, message } = closest(issue, []);
  const at = path.length === 0 ? '' : `${path.join('.')}: `;
  const keys = keysAt(path);
  const hint =
    /^Unrecognized key/.test(message) && keys.length > 0 ? `: the keys are ${keys.join(', ')}` : '';
  return `${at}${message}${hint}`;
}

/** The keys that lead to a value in a mapping file, from the outside in. */
export type KeyPath = readonly PropertyKey[];

interface Told {
  readonly path: KeyPath;
  readonly message: string;
}

/**
 * Where a value may have one of several shapes, zod reports a fault for each shape. The shape that was meant is most
 * likely the one whose fault lies deepest, so that fault is chosen.
 */
function closest(issue: z.core.$ZodIssue, above: KeyPath): Told {
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
