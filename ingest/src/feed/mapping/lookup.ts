/** A value of a record, '' where it has none. */
export type Value<R> = (record: R) => string;

/** What a record's columns or paths are. */
export type Lookup<R> = (name: string) => Value<R>;

/** A column's name without the mark that some files don't have it. */
export const bare = (name: string) => (name.endsWith('?') ? name.slice(0, -1) : name);

/** Values are the same where only case and blanks around them differ. */
export const fold = (text: string) => text.trim().toUpperCase();
