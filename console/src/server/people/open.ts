import type { DatabaseSync } from 'node:sqlite';
import { consoleFileOf, openConsoleFile } from './console-file.ts';
import { forgetFirstPassword } from './first-start.ts';
import { type People, peopleIn } from './people.ts';

/** The console's own file, and the people in it. */
export interface ConsoleFile {
  readonly file: DatabaseSync;
  readonly people: People;
  close(): void;
}

/** Opens the console's file of an instance. @param home RINGTRACE_HOME */
export function openPeople(home: string): ConsoleFile {
  const file = openConsoleFile(consoleFileOf(home));
  const people = peopleIn(file, { passwordEnded: (name) => forgetFirstPassword(home, name) });
  return { file, people, close: () => file.close() };
}
