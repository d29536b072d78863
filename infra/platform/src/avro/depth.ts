/** Most levels of objects and lists in a schema's JSON. A record within a record makes three levels. */
const deepest = 100;

/**
 * Whether JSON is nested deeper than any real schema. Code that works on schemas is recursive: a schema that a carrier
 * put into the registry could otherwise overflow the stack.
 */
export function isTooDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) level = level.flatMap(within);
  return level.length > 0;
}

const within = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];
