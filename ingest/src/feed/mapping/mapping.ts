import { type CdrField, cdrFields } from '@ringtrace/schemas/cdr';
import { z } from 'zod';
import { durationUnits } from './duration.ts';
import { formFault } from './form-fault.ts';
import { clashOf, formsOf } from './time-format.ts';

const name = z.string().min(1);
const timeForm = z.string().superRefine((form, context) => {
  const fault = formFault(form);
  if (fault !== undefined) context.addIssue(fault);
});
/** One form, or several, of which the first that fits reads the time. */
const timeForms = z.union([timeForm, z.array(timeForm).min(1)]).superRefine((forms, context) => {
  const all = formsOf(forms);
  const clash = all.some((form) => formFault(form) !== undefined) ? undefined : clashOf(all);
  if (clash !== undefined) context.addIssue(clash);
});
const unit = z.enum(durationUnits);
const pattern = z.string().refine(isPattern, { error: 'is no regular expression' });

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

/** An empty alternative makes any expression match, and a match tells of all groups. */
const hasGroup = (source: string) =>
  !isPattern(source) || (new RegExp(`${source}|`).exec('') ?? []).length > 1;

/** Values: '' = empty or missing, `Yes*` = whatever begins so. Case and blanks around don't matter. */
const values = z.array(z.string()).min(1);
/** One of these values; or none of them, or a number or duration (seconds) above another. */
const test = z.union([
  values,
  z
    .strictObject({ not: values.optional(), above: z.number().optional() })
    .refine((given) => Object.keys(given).length > 0, { error: "say 'not' or 'above'" }),
]);
/** Columns or paths, each with what must be true of it; all of them must be. */
const condition = z.record(name, test);
/** A list: any one of them. */
const conditions = z.union([condition, z.array(condition).min(1)]);

/** Where a value comes from. */
const sourceKeys = {
  /** Column, or path into the document; `?` behind a column's name: some files don't have it. */
  from: name.optional(),
  /** Columns or paths whose values make one, with a blank between them; where any is empty, there is none. */
  join: z.array(name).min(2).optional(),
  constant: z.string().optional(),
  /** Takes the first group that matched, of a pattern without groups the whole match; no match = no value. */
  pattern: pattern.optional(),
  /** A table of `tables`, or `q850`, or `hangup-causes`; a value that is not in it refuses the record. */
  table: name.optional(),
  /** What `table` gives for a value that is not in it. */
  otherwise: z.string().optional(),
  /** The form of a time, where it isn't that of `time`. */
  time: timeForms.optional(),
  /** Of a duration's plain number, where it isn't that of `time`. */
  unit: unit.optional(),
  /** `signed-ipv4`: an address as a signed number, lowest byte first (CUCM). */
  as: z.literal('signed-ipv4').optional(),
  when: conditions.optional(),
};
const source = z.strictObject(sourceKeys).superRefine(checkOrigin);

/** A source has one origin. */
function checkOrigin(given: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const origins = ['from', 'join', 'constant'].filter((key) => given[key] !== undefined);
  if (origins.length !== 1)
    context.addIssue("say one of 'from' (a column or path), 'join' (several make one value) and 'constant'");
}

/** A column or path, a source, or several of them: the first that has a value. */
const expression = z.union([name, source, z.array(z.union([name, source])).min(1)]);

/** The fields that hold a time. */
export const timeFields: readonly string[] = ['start_time', 'answer_time', 'end_time'];

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
  line: pattern.refine(hasGroup, { error: 'has no group: put (...) around what is the row' }).optional(),
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

/** What a zone's number counts: from Greenwich, to the west (as C's `timezone` does) or to the east. */
export const zoneOffsets = [
  'hours-east',
  'hours-west',
  'minutes-east',
  'minutes-west',
  'seconds-east',
  'seconds-west',
] as const;

/** A column that names each record's zone: an IANA name, an offset such as -06:00, or a number of `offset`. */
const zoneSource = z.strictObject({
  from: name,
  offset: z.enum(zoneOffsets).optional(),
});

const time = z.strictObject({
  /** `iso` where it isn't said. */
  form: timeForms.optional(),
  /** `stated`, as where it isn't said: the times name theirs; `local`: --timezone must; else an IANA name; or a column. */
  zone: z.union([name, zoneSource]).optional(),
  /** From start to end. */
  duration: expression.optional(),
  /** From start to answer, or to the end of a call that nobody answered. */
  ring: expression.optional(),
  /** From answer to end. */
  talk: expression.optional(),
  /** Of durations that are plain numbers; `s` where it isn't said. */
  unit: unit.optional(),
});

/** How a carrier's records are read: what a mapping file holds, and what the built-in formats are made of. */
export const mappingSchema = z.strictObject({
  /** A built-in format that holds where this says nothing. */
  extends: name.optional(),
  rows: rows.optional(),
  documents: documents.optional(),
  time: time.optional(),
  /** What tells an answered call; without it, one with an answer_time. */
  answered: conditions.optional(),
  /** Records that are calls; those of any `skip` are known to be none and only counted, all others are refused. */
  calls: conditions.optional(),
  skip: conditions.optional(),
  /** Columns that make up call_id. */
  identity: z.array(name).optional(),
  /** A hash of the whole record is part of call_id: for an identity that repeats. */
  hash: z.boolean().optional(),
  fields: fields.optional(),
  /** Values that mean that there is none, in any column or path: `NULL`, `NA`, `\N`. */
  none: values.optional(),
  tables: z.record(name, z.record(z.string(), z.string())).optional(),
  /** Trunk → provider id: gives upstream and downstream. */
  trunks: z.record(name, z.string()).optional(),
});

export type Mapping = z.output<typeof mappingSchema>;
export type Test = z.output<typeof test>;
export type Condition = z.output<typeof condition>;
export type Conditions = z.output<typeof conditions>;
export type ZoneSource = z.output<typeof zoneSource>;
export type Source = z.output<typeof source>;
export type Expression = z.output<typeof expression>;
export type RowsMapping = z.output<typeof rows>;
export type MappedField = Exclude<CdrField, 'call_id'>;

/** The keys that may stand at a place of a mapping file; none where names are the file's own. */
export function keysAt(place: readonly PropertyKey[]): readonly string[] {
  const [part, key] = place;
  if (part === undefined) return Object.keys(mappingSchema.shape);
  if (part === 'rows') return Object.keys(rows.shape);
  if (part === 'documents') return Object.keys(documents.shape);
  if (part === 'time' && key === undefined) return Object.keys(time.shape);
  if (part === 'time' && key === 'zone') return Object.keys(zoneSource.shape);
  if (part === 'fields' || part === 'time')
    return place.includes('when') ? conditionKeys : Object.keys(sourceKeys);
  return part === 'answered' || part === 'calls' || part === 'skip' ? conditionKeys : [];
}

const conditionKeys = ['not', 'above'];
