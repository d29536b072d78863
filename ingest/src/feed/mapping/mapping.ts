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
/** One form, or several. The first form that fits the text reads the time. */
const timeForms = z.union([timeForm, z.array(timeForm).min(1)]).superRefine((forms, context) => {
  const all = formsOf(forms);
  const clash = all.some((form) => formFault(form) !== undefined) ? undefined : clashOf(all);
  if (clash !== undefined) context.addIssue(clash);
});
const unit = z.enum(durationUnits);
const pattern = z.string().refine(isPattern, { error: 'is no regular expression' });

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a pattern has a group. With an empty alternative added, the pattern matches '', and the match lists all
 * groups.
 */
const hasGroup = (text: string) => !isPattern(text) || (new RegExp(`${text}|`).exec('') ?? []).length > 1;

/**
 * Values to compare with. '' = empty or missing; `Yes*` = begins with Yes. Case, and blanks around a value, do not
 * matter.
 */
const values = z.array(z.string()).min(1);
/**
 * The column has one of these values; or, with `not`, none of them; or a number or duration (seconds) above `above`.
 */
const test = z.union([
  values,
  z
    .strictObject({ not: values.optional(), above: z.number().optional() })
    .refine((given) => Object.keys(given).length > 0, { error: "say 'not' or 'above'" }),
]);
/** Columns or paths, each with its test. All tests must hold. */
const condition = z.record(name, test);
/** One condition, or a list of which any one must hold. */
const conditions = z.union([condition, z.array(condition).min(1)]);

/** The keys of a value rule, which says where a field's value comes from. */
const valueRuleKeys = {
  /** A column, or a path into the document. `?` behind a column's name: some files do not have the column. */
  from: name.optional(),
  /** Columns or paths whose values are joined with a blank between them. If one is empty, there is no value. */
  join: z.array(name).min(2).optional(),
  constant: z.string().optional(),
  /**
   * A regular expression. Its first group that matched is the value; without groups, the whole match. No match = no
   * value.
   */
  pattern: pattern.optional(),
  /** A table of `tables`, or `q850`, or `hangup-causes`. A record whose value is not in the table is refused. */
  table: name.optional(),
  /** The value where the table has none. */
  otherwise: z.string().optional(),
  /** The form of this time, where it differs from `time.form`. */
  time: timeForms.optional(),
  /** The unit of this duration, where it differs from `time.unit`. */
  unit: unit.optional(),
  /** `signed-ipv4`: the value is an IPv4 address written as a signed number, lowest byte first (CUCM). */
  as: z.literal('signed-ipv4').optional(),
  /** The rule gives a value only where this holds. */
  when: conditions.optional(),
};
const valueRule = z.strictObject(valueRuleKeys).superRefine(checkInput);

/** Exactly one of `from`, `join` and `constant` must be given. */
function checkInput(given: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const inputs = ['from', 'join', 'constant'].filter((key) => given[key] !== undefined);
  if (inputs.length !== 1)
    context.addIssue("say one of 'from' (a column or path), 'join' (several make one value) and 'constant'");
}

/** A column or path, a value rule, or a list of these. The first that gives a value counts. */
const expression = z.union([name, valueRule, z.array(z.union([name, valueRule])).min(1)]);

/** The fields that hold a time. */
export const timeFields: readonly string[] = ['start_time', 'answer_time', 'end_time'];

const cdrFieldNames = Object.keys(cdrFields);
const fields = z
  .record(z.string(), expression)
  .refine(
    (given) => Object.keys(given).every((field) => cdrFieldNames.includes(field) && field !== 'call_id'),
    {
      error: `only the fields of a CDR are allowed here, without call_id (see 'identity'): ${cdrFieldNames.join(', ')}`,
    },
  );

const width = z.int().min(1).max(10_000);

const rows = z.strictObject({
  /** Default: `,`. */
  separator: z.string().length(1).optional(),
  /**
   * How a separator inside a value is written: with quotes around the value (default), or a backslash before the
   * separator.
   */
  quoting: z.enum(['quotes', 'loose-quotes', 'backslash']).optional(),
  /**
   * A regular expression for lines that hold more than the row, such as a log's. Its first group that matches is the
   * row.
   */
  line: pattern.refine(hasGroup, { error: 'has no group: put (...) around what is the row' }).optional(),
  /** Names of the columns, where the file has no header. */
  columns: z.array(z.string()).min(1).optional(),
  /**
   * For columns of fixed widths, in characters, without a separator. Either each column's width by its name, in the
   * order of the file, or a list of widths beside `columns`.
   */
  widths: z.union([z.record(z.string(), width), z.array(width).min(1)]).optional(),
  /** How many columns at its end a row may leave out. */
  optional: z.int().nonnegative().optional(),
  /** A row may have further columns, which are not read. */
  further: z.boolean().optional(),
});

const documents = z.strictObject({
  /** In a page of records: the key whose value is the array of records. */
  list: name.optional(),
  /** A path: if its value is URL-encoded, all values of the document are. `true`: values are always URL-encoded. */
  encoded: z.union([name, z.literal(true)]).optional(),
  /** The documents are XML elements of this name, given without a prefix. */
  xml: z
    .string()
    .regex(/^[A-Za-z_][\w.-]*$/, "is no element's name")
    .optional(),
});

/** What the number in a time zone column counts: the offset from UTC, to the west (as C's `timezone` does) or to the east. */
export const zoneOffsets = [
  'hours-east',
  'hours-west',
  'minutes-east',
  'minutes-west',
  'seconds-east',
  'seconds-west',
] as const;

/**
 * A column that names each record's time zone: an IANA name, an offset such as -06:00, or a number counted as `offset`
 * says.
 */
const zoneSource = z.strictObject({
  from: name,
  offset: z.enum(zoneOffsets).optional(),
});

const time = z.strictObject({
  /** Default: `iso`. */
  form: timeForms.optional(),
  /**
   * `stated` (default): each time names its zone. `local`: --timezone must name it. Otherwise an IANA name, or a
   * column.
   */
  zone: z.union([name, zoneSource]).optional(),
  /** Duration from start to end. */
  duration: expression.optional(),
  /** Duration from start to answer, or to the end of a call that nobody answered. */
  ring: expression.optional(),
  /** Duration from answer to end. */
  talk: expression.optional(),
  /** The unit of durations that are plain numbers. Default: `s`. */
  unit: unit.optional(),
});

/**
 * The shape of a mapping: how a carrier's records are read. Mapping files have it, and the built-in formats are made of
 * it.
 */
export const mappingSchema = z.strictObject({
  /** A built-in format. What it says holds where this mapping says nothing. */
  extends: name.optional(),
  rows: rows.optional(),
  documents: documents.optional(),
  time: time.optional(),
  /** Which calls were answered. Default: those with an answer_time. */
  answered: conditions.optional(),
  /** Which records are calls. Records that are neither calls nor listed in `skip` are refused. */
  calls: conditions.optional(),
  /** Records that are known not to be calls. They are only counted. */
  skip: conditions.optional(),
  /** The columns whose values make up call_id. */
  identity: z.array(name).optional(),
  /** Adds a hash of the whole record to call_id, for switches whose own ids repeat. */
  hash: z.boolean().optional(),
  fields: fields.optional(),
  /** Values that mean "no value" in any column or path, such as `NULL`, `NA`, `\N`. */
  none: values.optional(),
  tables: z.record(name, z.record(z.string(), z.string())).optional(),
  /** From a trunk to a provider id. Gives upstream (by ingress trunk) and downstream (by egress trunk). */
  trunks: z.record(name, z.string()).optional(),
});

export type Mapping = z.output<typeof mappingSchema>;
export type Test = z.output<typeof test>;
export type Condition = z.output<typeof condition>;
export type Conditions = z.output<typeof conditions>;
export type ZoneSource = z.output<typeof zoneSource>;
export type ValueRule = z.output<typeof valueRule>;
export type Expression = z.output<typeof expression>;
export type RowsMapping = z.output<typeof rows>;
export type MappedField = Exclude<CdrField, 'call_id'>;

/**
 * The keys that are allowed at a path of a mapping file, for error messages. None where the file chooses the names
 * itself.
 */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const [section, key] = path;
  if (section === undefined) return Object.keys(mappingSchema.shape);
  if (section === 'rows') return Object.keys(rows.shape);
  if (section === 'documents') return Object.keys(documents.shape);
  if (section === 'time' && key === undefined) return Object.keys(time.shape);
  if (section === 'time' && key === 'zone') return Object.keys(zoneSource.shape);
  if (section === 'fields' || section === 'time')
    return path.includes('when') ? conditionKeys : Object.keys(valueRuleKeys);
  return section === 'answered' || section === 'calls' || section === 'skip' ? conditionKeys : [];
}

const conditionKeys = ['not', 'above'];
