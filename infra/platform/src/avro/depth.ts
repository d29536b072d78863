/** Levels of objects and lists in a schema's JSON; each record in a record makes three. */
const deepest = 100;

/**
 * Whether JSON is nested deeper than any schema is. Everything that works on schemas recurses, and a registry may hold
 * what a carrier put there.
 */
export function isTooDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) level = level.flatMap(within);
  return level.length > 0;
}

const within = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];
