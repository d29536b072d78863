import { complaintStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { readTable } from '../csv-table.ts';
import { normaliseNumber } from '../number.ts';
import { defineKind } from '../reference-kind.ts';

/** The columns of the FTC's "Do Not Call reported calls" file that are read. */
const columns = [
  'Company_Phone_Number',
  'Created_Date',
  'Violation_Date',
  'Consumer_City',
  'Consumer_State',
  'Consumer_Area_Code',
  'Subject',
  'Recorded_Message_Or_Robocall',
] as const;

const shape = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/;

/** ms since 1970; the file names no time zone, so its times are read as UTC. NaN where the text is no time. */
function timeOf(text: string): number {
  const [, day, time = '00:00:00'] = shape.exec(text) ?? [];
  return Date.parse(`${day}T${time}Z`);
}

const moment = z
  .string()
  .transform(timeOf)
  .refine((time) => !Number.isNaN(time), "must be a time such as '2026-01-31 13:05:00'");

const fileRow = z.object({
  Company_Phone_Number: z.string().transform(normaliseNumber),
  Created_Date: moment,
  Violation_Date: z.union([z.literal('').transform(() => 0), moment]),
  Consumer_City: z.string(),
  Consumer_State: z.string(),
  Consumer_Area_Code: z.string().regex(/^(?:\d{3})?$/, 'must be an area code of 3 digits'),
  Subject: z.string(),
  Recorded_Message_Or_Robocall: z.string().regex(/^[YN]?$/, 'must be Y or N'),
});
const storedRow = z.object({
  line: z.number(),
  number: z.number(),
  created_at: z.number(),
  violation_at: z.number(),
  consumer_city: z.string(),
  consumer_state: z.string(),
  consumer_area_code: z.string(),
  subject: z.string(),
  recorded_message: z.string(),
});
export type Complaint = z.infer<typeof storedRow>;

/** Reads a complaints file. Throws ReferenceFileError where a line is wrong; nothing is taken then. */
export function parseComplaints(text: string, file: string): Complaint[] {
  return readTable({ text, file, columns, others: true, row: fileRow }).map(({ line, value }) => ({
    line,
    number: value.Company_Phone_Number,
    created_at: value.Created_Date,
    violation_at: value.Violation_Date,
    consumer_city: value.Consumer_City,
    consumer_state: value.Consumer_State,
    consumer_area_code: value.Consumer_Area_Code,
    subject: value.Subject,
    recorded_message: value.Recorded_Message_Or_Robocall,
  }));
}

export const complaints = defineKind({
  name: 'complaints',
  layout: 'Do Not Call reported calls as the FTC publishes them (CSV); each file adds to those before',
  addsUp: true,
  table: complaintStore,
  entry: storedRow,
  parse: parseComplaints,
  row: (complaint: Complaint, digest) => ({ digest, ...complaint }),
});
