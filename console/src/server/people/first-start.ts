import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleFolder } from './console-file.ts';
import type { People } from './people.ts';
import { keyOf } from './person.ts';

/** Name of the person whom the first start makes. */
export const firstName = 'lead';

/** The file with the password of the first start, by RINGTRACE_HOME. */
export const passwordFile = (home: string): string => join(consoleFolder(home), 'password');

/** Makes the first person, whose password is kept in a file that only its owner may read. Does nothing later on. */
export function makeFirstPerson(people: Pick<People, 'addFirst'>, home: string): Promise<void> {
  return people.addFirst(firstName, (password) => {
    const path = passwordFile(home);
    const temporary = `${path}.${process.pid}`;
    mkdirSync(consoleFolder(home), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${password}\n`, { mode: 0o600, flush: true });
    renameSync(temporary, path);
  });
}

/** The file with the first password, while that password holds. */
export const firstPassword = (home: string): string | undefined =>
  existsSync(passwordFile(home)) ? passwordFile(home) : undefined;

/** Once the first person has another password, or is gone, the file would only mislead. */
export function forgetFirstPassword(home: string, name: string): void {
  if (keyOf(name) === firstName) rmSync(passwordFile(home), { force: true });
}
