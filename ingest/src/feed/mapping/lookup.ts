/** Reads one value of a record as text. '' where the record has none. */
export type Value<R> = (record: R) => string;

/** Gives the reader of a column (or of a path in a document) by its name. It may throw Refusal for an unknown column. */
export type Lookup<R> = (name: string) => Value<R>;

/** A column's name without the `?` that marks a column some files do not have. */
export const bare = (name: string) => (name.endsWith('?') ? name.slice(0, -1) : name);

/** Makes values comparable: case, and blanks around a value, do not matter. */
export const fold = (text: string) => text.trim().toUpperCase();
