import type { Cdr } from '@ringtrace/schemas/cdr';

/** Names are those that `ringtrace feed --format` takes. */
export type FormatName = 'jsonl' | 'asterisk-csv';

/** A record's text, with its line end, and the call_id that a reader of the file arrives at. */
export type RecordWriter = (cdr: Cdr) => { readonly text: string; readonly callId: string };

/** A switch file's format. */
export type SwitchFormat = {
  readonly extension: string;
  /** A writer for one file. */
  open(file: { readonly timezone: string }): RecordWriter;
};
