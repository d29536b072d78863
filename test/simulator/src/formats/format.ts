import type { Cdr } from '@ringtrace/schemas/cdr';

/** The names that `ringtrace feed --format` takes. */
export type FormatName = 'jsonl' | 'asterisk-csv';

/** Gives the text of a record, with its line end, and the call_id that a reader of the file will find. */
export type RecordWriter = (cdr: Cdr) => { readonly text: string; readonly callId: string };

/** The file format of a switch. */
export type SwitchFormat = {
  readonly extension: string;
  /** Gives a writer for one file. */
  open(file: { readonly timezone: string }): RecordWriter;
};
