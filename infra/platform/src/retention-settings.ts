import type { RetentionKind } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

/** Detection still builds and judges calls of the last 48 hours, whole days of them and those beside. */
const fewestDays = 4;
const days = (least: number, why: string) =>
  z.coerce
    .number('must be a number of days')
    .int('must be whole days')
    .min(least, `must be ${least} days or more: ${why}`)
    .optional();

/** How long records are kept, in days; unset = for ever. */
export const retentionSettings = {
  RINGTRACE_RETENTION_CDR_DAYS: days(fewestDays, 'detection still judges younger calls'),
  RINGTRACE_RETENTION_ROLLUP_DAYS: days(fewestDays, 'detection still builds younger rollups'),
  RINGTRACE_RETENTION_CAMPAIGN_DAYS: days(fewestDays, 'detection still judges younger calls'),
  RINGTRACE_RETENTION_DEAD_LETTER_DAYS: days(fewestDays, 'somebody must have the time to look at them'),
  RINGTRACE_COLD_AFTER_DAYS: days(2, 'detection still reads and merges younger days'),
};

type Given = { readonly [name in keyof typeof retentionSettings]?: number | undefined };

/** Periods that do not go together: the setting, and what is wrong with it. */
export function unfitPeriods(given: Given): [keyof typeof retentionSettings, string][] {
  const { RINGTRACE_RETENTION_CDR_DAYS: cdr, RINGTRACE_RETENTION_CAMPAIGN_DAYS: campaign } = given;
  if (campaign === undefined || (cdr !== undefined && campaign >= cdr)) return [];
  const why = 'segments of calls that are still stored would be gone';
  return [
    [
      'RINGTRACE_RETENTION_CAMPAIGN_DAYS',
      cdr === undefined
        ? `must not be set without RINGTRACE_RETENTION_CDR_DAYS: ${why}`
        : `must not be below RINGTRACE_RETENTION_CDR_DAYS (${cdr}): ${why}. Raise it, or lower the other one`,
    ],
  ];
}

/** A period: the setting that gives it, and its days. */
export interface Period {
  readonly setting: keyof typeof retentionSettings;
  readonly days: number;
}

const settingOf: Readonly<Record<RetentionKind, keyof typeof retentionSettings>> = {
  cdr: 'RINGTRACE_RETENTION_CDR_DAYS',
  rollup: 'RINGTRACE_RETENTION_ROLLUP_DAYS',
  campaign: 'RINGTRACE_RETENTION_CAMPAIGN_DAYS',
  dead_letter: 'RINGTRACE_RETENTION_DEAD_LETTER_DAYS',
};

/** The period of each kind that has one. */
export function periodsOf(given: Given): ReadonlyMap<RetentionKind, Period> {
  const periods = new Map<RetentionKind, Period>();
  for (const kind of ['cdr', 'rollup', 'campaign', 'dead_letter'] as const) {
    const setting = settingOf[kind];
    const set = given[setting];
    if (set !== undefined) periods.set(kind, { setting, days: set });
  }
  return periods;
}
