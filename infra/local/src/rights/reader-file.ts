import { createHash, randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent, writeWhole } from '../whole-file.ts';
import { isReaderName, type Reader, readerNameRule, readerSchema } from './names.ts';

const fileSchema = z.object({ readers: z.array(readerSchema) });

/** The file of readers in RINGTRACE_HOME. */
export const readersFile = (home: string): string => join(home, 'readers.json');

/** All readers of a file, by name; none where there is no file. Throws where the file can't be parsed. */
export function loadReaders(file: string): Reader[] {
  const content = readIfPresent(file);
  if (content === undefined) return [];
  const parsed = fileSchema.safeParse(parseJson(content));
  if (parsed.success) return parsed.data.readers.toSorted((a, b) => a.name.localeCompare(b.name));
  throw new Error(
    `${file} does not hold readers: put back a copy, or remove the file and add each reader again ('ringtrace reader add')`,
  );
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/**
 * Adds a reader and returns the password, which is kept nowhere. Throws where the name can't be one or is taken.
 * @param now ms since 1970
 */
export function addReader(
  file: string,
  { name, role, carrier }: Pick<Reader, 'name' | 'role' | 'carrier'>,
  now = Date.now(),
): string {
  if (!isReaderName(name)) throw new Error(`'${name}' can't be the name of a reader: use ${readerNameRule}`);
  const present = loadReaders(file);
  if (present.some((one) => one.name === name))
    throw new Error(
      `${name} is a reader already: for a new password run 'ringtrace reader remove ${name}' first`,
    );
  const password = randomBytes(24).toString('base64url');
  const sha256 = createHash('sha256').update(password).digest('hex');
  write(file, [...present, { name, role, carrier, sha256, added_at: now }]);
  return password;
}

/** Takes a reader away. Throws where there is none of that name. */
export function removeReader(file: string, name: string): void {
  const present = loadReaders(file);
  const others = present.filter((one) => one.name !== name);
  if (others.length === present.length)
    throw new Error(`there is no reader '${name}': 'ringtrace reader list' shows all`);
  write(file, others);
}

const write = (file: string, readers: readonly Reader[]) => writeWhole(file, { readers }, renameSync);
