import type { Reader, Standing } from '../log/transaction.ts';
import { type Kind, ref } from '../model/ids.ts';
import { type CasesSettings, defaultSettings } from '../model/settings.ts';

/** A thing was named that is not there. */
export class NoSuchError extends Error {
  override name = 'NoSuchError';
}

/** Kinds that a command lists. */
type Listed = 'case' | 'traceback' | 'request' | 'answer' | 'action';

const lists: Readonly<Record<Listed, string>> = {
  case: 'ringtrace case list',
  traceback: 'ringtrace traceback list',
  request: 'ringtrace request list',
  answer: 'ringtrace request list',
  action: 'ringtrace action list',
};

/** A thing as it stands. Throws NoSuchError. */
export function find<K extends Listed>(log: Reader, kind: K, id: string): Standing<K> {
  const found = log.load(ref(kind, id));
  if (found === undefined) throw new NoSuchError(`there is no ${kind} '${id}': '${lists[kind]}' lists them`);
  return found;
}

/** The stream of the settings. */
export const settingsRef = ref('settings', 'casework');

/** The settings in force. */
export function settingsOf(log: Reader): CasesSettings {
  const changed = log.load(settingsRef)?.state;
  if (changed === undefined) return defaultSettings;
  const { kind: _, ...settings } = changed;
  // A log of an earlier version may lack newer settings.
  return { ...defaultSettings, ...settings };
}

/** Throws ConflictError where somebody has changed a thing since it had the version that was seen. */
export function expectSeen(
  log: { expect(thing: Standing<Kind>['ref'], version: number): void },
  thing: Standing<Kind>,
  seen: number | undefined,
): void {
  if (seen !== undefined) log.expect(thing.ref, seen);
}
