/** How a source of a feed stands, worst first. new: nothing was stored yet. */
export const feedStates = ['silent', 'rejecting', 'late', 'new', 'ok'] as const;
export type FeedState = (typeof feedStates)[number];

/** What the state of a source is told from. */
export interface SourceFigures {
  /** By the view feed_status. */
  readonly silent: boolean;
  /** Seconds since the last message. */
  readonly silent_s: number;
  /** Seconds from the last call to the making of the last batch. */
  readonly lag_s: number;
  /** Records, and of these dead letters, in the day before the last message. */
  readonly recent_records: number;
  readonly recent_rejected: number;
  /** Whole messages that are open dead letters. */
  readonly unreadable: number;
  /** Batches that could be read. */
  readonly batches: number;
}

/** More than this share of the records are refused: the alert CarrierSendsBadRecords has the same. */
const rejectingShare = 1 / 20;
/** Calls that come later than this hold candidates back, s. */
const lateS = 300;

const count = (n: number) => n.toLocaleString('en-US');

/** A time in words, such as '3 h 20 min'. */
export function timeInWords(seconds: number): string {
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) => Math.floor(seconds / unit));
  if (days !== undefined && days >= 2) return `${count(days)} days`;
  if (hours !== undefined && hours >= 1) return `${count(hours)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return minutes !== undefined && minutes >= 1 ? `${minutes} min` : `${Math.round(seconds)} s`;
}

/**
 * The state of a source, and the rule that says so. The first rule that holds counts: a source that sends nothing can't be
 * late, and records that are refused matter more than those that are late.
 */
export function stateOf(source: SourceFigures): { readonly state: FeedState; readonly rule: string } {
  const { silent, silent_s, lag_s, recent_records, recent_rejected, unreadable, batches } = source;
  if (silent)
    return {
      state: 'silent',
      rule: `No message for ${timeInWords(silent_s)}. A feed that ran for an hour or more is silent after an hour, and after ten times its usual time between batches.`,
    };
  if (recent_rejected > recent_records * rejectingShare)
    return {
      state: 'rejecting',
      rule: `${count(recent_rejected)} of ${count(recent_records)} records in the day before its last message are dead letters. More than one in twenty is rejecting.`,
    };
  if (unreadable > 0)
    return {
      state: 'rejecting',
      rule: `${count(unreadable)} whole messages are open dead letters: how many records they held is not known.`,
    };
  if (batches > 0 && lag_s > lateS)
    return {
      state: 'late',
      rule: `Its newest call was ${timeInWords(lag_s)} old when its batch was made. More than ${timeInWords(lateS)} is late: such calls may hold candidates back. A file of an older day is late by its nature.`,
    };
  return {
    state: 'ok',
    rule: `Its newest call was ${timeInWords(Math.max(0, lag_s))} old when its batch was made, and its last message came ${timeInWords(silent_s)} ago. No rule for silent, rejecting or late holds.`,
  };
}
