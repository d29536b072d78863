import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One migration of the store's tables: an SQL file that never changes after its release. */
export interface Migration {
  /** Number of the migration: 1, 2, 3, ... without gaps. */
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
  /** SHA-256 of the statements' text, hexadecimal. */
  readonly checksum: string;
}

/** Folder with one file for each migration, such as `0002-what-it-does.sql`. */
const folder = fileURLToPath(new URL('../../migrations', import.meta.url));

const fileName = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;
/** A statement ends with a semicolon at the end of a line. */
const statementEnd = ';\n';

/**
 * Reads one migration from its file's name and text.
 * @throws Error that names the file, where its name or text is not in the right form.
 */
export function parseMigration(file: string, text: string): Migration {
  const [, number, words] = fileName.exec(file) ?? [];
  if (number === undefined || words === undefined)
    throw new Error(`${file}: a migration's file is named like 0002-what-it-does.sql`);
  if (!text.endsWith(statementEnd))
    throw new Error(`${file}: each statement must end with a semicolon at the end of its line`);
  const body = text.slice(0, -statementEnd.length);
  return {
    id: Number(number),
    name: words.replaceAll('-', ' '),
    statements: body.split(statementEnd),
    checksum: createHash('sha256').update(body).digest('hex'),
  };
}

/**
 * Sorts migrations by their numbers.
 * @throws Error where a number is missing or comes twice.
 */
export function inOrder(found: readonly Migration[]): Migration[] {
  const sorted = found.toSorted((a, b) => a.id - b.id);
  for (const [index, { id, name }] of sorted.entries()) {
    if (id !== index + 1)
      throw new Error(
        `migration ${id} (${name}): number ${index + 1} is expected here; numbers have no gaps`,
      );
  }
  return sorted;
}

/** All migrations of this version, in order. */
export const migrations: readonly Migration[] = inOrder(
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => parseMigration(file, readFileSync(join(folder, file), 'utf8'))),
);
