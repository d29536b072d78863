import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { checkCalendars } from '../calendar/check-calendar.ts';
import type { Actor } from '../log/actor.ts';
import type { Reader } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';
import { type CasesSettings, calendarRules, casesSettings } from '../model/settings.ts';
import type { Desk } from './desk.ts';
import { settingsOf, settingsRef } from './find.ts';

/** Settings can't be used. The message names the wrong one and the way out. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Settings as somebody writes them: a name that does not exist is refused. */
export const writtenSettings = z.strictObject({
  ...casesSettings.shape,
  calendars: z.record(z.string().min(1).max(100), z.strictObject(calendarRules.shape)),
  reminders: z.strictObject(casesSettings.shape.reminders.shape),
});

const names = [
  ...Object.keys(casesSettings.shape),
  ...Object.keys(calendarRules.shape),
  ...Object.keys(casesSettings.shape.reminders.shape),
];

/** Settings of a JSON text. Throws SettingsError, CalendarError. @param file its name in the message */
export function settingsFrom(json: string, file: string): CasesSettings {
  const result = writtenSettings.safeParse(parsed(json, file));
  if (result.success) return usable(result.data);
  const wrong = result.error.issues.flatMap(({ path, message, ...issue }) => {
    const setting = path.map(String).join('.');
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          (key) => `there is no setting '${visible([...path, key].join('.'))}'${didYouMean(key, names)}`,
        )
      : [`${visible(setting) || 'the settings'}: ${message}`];
  });
  throw new SettingsError(`${visible(file)}: nothing was changed; ${wrong.join('; ')}`);
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`${visible(file)}: this is not JSON: ${visible(reason)}`);
  }
}

/** Throws SettingsError, CalendarError where a setting has the right shape and no sense. */
function usable(settings: CasesSettings): CasesSettings {
  checkCalendars(settings);
  return settings;
}

/** Settings in force, and how often they were changed. */
export interface SettingsNow {
  readonly settings: CasesSettings;
  /** 0 = never: the defaults hold. */
  readonly version: number;
}

export const settingsNow = (desk: Desk): SettingsNow =>
  desk.log.read((r) => ({ settings: settingsOf(r), version: r.load(settingsRef)?.version ?? 0 }));

/**
 * Changes the settings. What has gone out already keeps the calendar that it went out with. Throws CalendarError, SettingsError
 * where a calendar is removed that a provider needs, and ConflictError where they have changed since the version that was seen.
 */
export function changeSettings(
  desk: Desk,
  actor: Actor,
  change: (before: CasesSettings) => CasesSettings,
  seen?: number,
): SettingsNow {
  return desk.log.transact(actor, (w) => {
    if (seen !== undefined) w.expect(settingsRef, seen);
    const before = settingsOf(w);
    const settings = usable(change(before));
    mustKeepUsed(w, before, settings);
    const { version } = w.append(settingsRef, { type: 'settings_changed', data: settings });
    return { settings, version };
  });
}

/** Throws SettingsError where a calendar is gone that a provider's description names: no request could go out to that provider. */
function mustKeepUsed(log: Reader, before: CasesSettings, after: CasesSettings): void {
  const removed = Object.keys(before.calendars).filter((name) => !Object.hasOwn(after.calendars, name));
  if (removed.length === 0) return;
  for (const id of log.ids('provider')) {
    const calendar = log.load(ref('provider', id))?.state.calendar ?? '';
    if (removed.includes(calendar))
      throw new SettingsError(
        `calendars: '${visible(calendar)}' is the calendar of ${id}: 'ringtrace provider describe ${id} --calendar NAME' gives it another one first`,
      );
  }
}
