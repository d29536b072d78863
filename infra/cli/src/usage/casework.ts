/** Options of every list of casework. */
export const listing = {
  'as-of': {
    type: 'string',
    value: 'TIME',
    about: 'the list as it stood then: a day (its start in UTC), or a time with its zone; without it, now',
  },
  limit: { type: 'string', value: 'N', whole: true, about: 'the newest N; without it, all' },
} as const;

/** Of commands that show calls. */
export const numbers = {
  numbers: { type: 'boolean', about: 'called numbers in full; the log notes who read them' },
} as const;

/** Of a decision on something that was looked at before. */
export const seen = {
  seen: {
    type: 'string',
    value: 'VERSION',
    whole: true,
    about:
      "the version that 'show' told: where it has changed since, nothing is written and the change is named",
  },
} as const;
