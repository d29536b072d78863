import { type CdrField, cdrFields } from '@ringtrace/schemas/cdr';
import { z } from 'zod';
import { isTimeForm } from './time-format.ts';

const name = z.string().min(1);
const timeForm = z.string().refine(isTimeForm, {
  error:
    "is no form of a time: use 'epoch', 'epoch-ms', 'epoch-us', 'iso', 'rfc2822', or parts such as 'D/M/YYYY HH:mm[:ss]'",
});
const pattern = z.string().refine(isPattern, { error: 'is no regular expression' });

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/**
 * Columns or paths, each with the values it may have: '' = empty or missing, `Yes*` = whatever begins so. Case doesn't
 * matter.
 */
const condition = z.record(name, z.array(z.string()));

/** Where a value comes from. */
const source = z.strictObject({
  /** Column, or path into the document; `?` behind a column's name: some files don't have it. */
  from: name.optional(),
  constant: z.string().optional(),
  /** Takes the first group that matched; no match = no value. */
  pattern: pattern.optional(),
  /** A table of `tables`, or `q850`, or `hangup-causes`; a value that is not in it refuses the record. */
  table: name.optional(),
  /** What `table` gives for a value that is not in it. */
  otherwise: z.string().optional(),
  /** The form of a time, where it isn't that of `time`. */
  time: timeForm.optional(),
  /** `signed-ipv4`: an address as a signed number, lowest byte first (CUCM). */
  as: z.literal('signed-ipv4').optional(),
  when: condition.optional(),
});
/** A column or path, a source, or several of them: the first that has a value. */
const expression = z.union([name, source, z.array(z.union([name, source])).min(1)]);

const cdrFieldNames = Object.keys(cdrFields);
const fields = z
  .record(z.string(), expression)
  .refine(
    (given) => Object.keys(given).every((field) => cdrFieldNames.includes(field) && field !== 'call_id'),
    {
      error: `only the fields of a CDR may stand here, without call_id (see 'identity'): ${cdrFieldNames.join(', ')}`,
    },
  );

const width = z.int().min(1).max(10_000);

const rows = z.strictObject({
  /** `,` where it isn't said. */
  separator: z.string().length(1).optional(),
  /** How a separator within a value is told: quotes around it (as usual), or a backslash before it. */
  quoting: z.enum(['quotes', 'loose-quotes', 'backslash']).optional(),
  /** A regular expression whose first group that matches is the row, in lines that hold more: a log's, say. */
  line: pattern.optional(),
  /** Names of the columns, where the file has no header. */
  columns: z.array(z.string()).min(1).optional(),
  /**
   * Columns of fixed widths, in characters, and no separator: how wide each is, by its name in the file's order, or as a
   * list beside `columns`.
   */
  widths: z.union([z.record(z.string(), width), z.array(width).min(1)]).optional(),
  /** How many columns at the end a row may lack. */
  optional: z.int().nonnegative().optional(),
  /** A row may have further columns, which are not read. */
  further: z.boolean().optional(),
});

const documents = z.strictObject({
  /** The key of a page under which its records are an array. */
  list: name.optional(),
  /** A path; where its value is URL-encoded, the whole document's are. `true`: they always are. */
  encoded: z.union([name, z.literal(true)]).optional(),
  /** The documents are XML: the name of a record's element, without prefix. */
  xml: z
    .string()
    .regex(/^[A-Za-z_][\w.-]*$/, "is no element's name")
    .optional(),
});

const time = z.strictObject({
  /** `iso` where it isn't said. */
  form: timeForm.optional(),
  /** `stated`, as where it isn't said: the times name theirs; `local`: --timezone must; else an IANA name. */
  zone: name.optional(),
  /** Seconds from start to end. */
  duration: expression.optional(),
  /** Seconds from answer to end. */
  talk: expression.optional(),
});

/** How a carrier's records are read: what a mapping file holds, and what the built-in formats are made of. */
export const mappingSchema = z.strictObject({
  /** A built-in format that holds where this says nothing. */
  extends: name.optional(),
  rows: rows.optional(),
  documents: documents.optional(),
  time: time.optional(),
  /** What tells an answered call; without it, one with an answer_time. */
  answered: condition.optional(),
  /** Records that are calls; those of any `skip` are known to be none and only counted, all others are refused. */
  calls: condition.optional(),
  skip: z.union([condition, z.array(condition)]).optional(),
  /** Columns that make up call_id. */
  identity: z.array(name).optional(),
  /** A hash of the whole record is part of call_id: for an identity that repeats. */
  hash: z.boolean().optional(),
  fields: fields.optional(),
  tables: z.record(name, z.record(z.string(), z.string())).optional(),
  /** Trunk → provider id: gives upstream and downstream. */
  trunks: z.record(name, z.string()).optional(),
});

export type Mapping = z.output<typeof mappingSchema>;
export type Condition = z.output<typeof condition>;
export type Source = z.output<typeof source>;
export type Expression = z.output<typeof expression>;
export type RowsMapping = z.output<typeof rows>;
export type MappedField = Exclude<CdrField, 'call_id'>;
