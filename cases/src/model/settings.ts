import { z } from 'zod';

/** Rules of an office's business hours. */
export const calendarRules = z.object({
  zone: z.string(),
  opens: z.string(),
  closes: z.string(),
  weekdays: z.array(z.number().int().min(1).max(7)),
  /** 'us-federal' adds the federal holidays of each year to the dates. */
  holidays: z.enum(['us-federal', 'none']),
  dates: z.array(z.string()),
});
export type CalendarRules = z.infer<typeof calendarRules>;

export const casesSettings = z.object({
  /** Business calendars by name; 'default' must be among them. */
  calendars: z.record(z.string(), calendarRules),
  /** Business hours that a provider has for its answer. */
  answer_hours: z.number().positive(),
  /** A reminder is sent this many hours before the due time, then after it. */
  reminders: z.object({ before_due_h: z.number().min(0), after_due_h: z.array(z.number().min(0)) }),
  /** Hours after the due time, with every reminder sent, until a silent provider counts as non-responsive. */
  non_responsive_after_h: z.number().min(0),
  /** A provider is asked to search so many seconds before and after the call: clocks differ. */
  search_window_s: z.number().int().min(0).max(86_400).default(3_600),
  /** An approved request goes out by itself; otherwise `ringtrace request send` sends it. */
  send_approved: z.boolean(),
  /** Seconds from the last approval to a provider until its requests go out by themselves: together, in one message. */
  send_after_s: z.number().int().min(0).max(86_400).default(60),
  /** Candidates are shown, and nothing is sent to anybody. */
  report_only: z.boolean(),
});
export type CasesSettings = z.infer<typeof casesSettings>;

export const settingsEvents = { settings_changed: casesSettings } as const;

export interface Settings extends CasesSettings {
  readonly kind: 'settings';
}

/** Hours 8:00 to 17:30 and 24 h of the rule as members recall it (47 CFR 64.1200(n)(1), not confirmed): hence settings. */
export const defaultSettings: CasesSettings = {
  calendars: {
    default: {
      zone: 'America/New_York',
      opens: '08:00',
      closes: '17:30',
      weekdays: [1, 2, 3, 4, 5],
      holidays: 'us-federal',
      dates: [],
    },
  },
  answer_hours: 24,
  reminders: { before_due_h: 4, after_due_h: [4, 24] },
  non_responsive_after_h: 72,
  search_window_s: 3_600,
  send_approved: true,
  send_after_s: 60,
  report_only: false,
};
