import { lineTypes } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';

/** An area code of NANPA's report, as it is stored. */
export const areaCode = z.object({
  npa: z.string(),
  in_service: z.boolean(),
  location: z.string(),
  country: z.string(),
  service: z.string(),
  time_zones: z.array(z.string()),
});
export type AreaCode = z.infer<typeof areaCode>;

/** A thousands block of numbers and its holder, as it is stored. */
export const numberBlock = z.object({
  block: z.string(),
  ocn: z.string(),
  company: z.string(),
  state: z.string(),
  rate_center: z.string(),
  line_type: z.enum(lineTypes),
});
export type NumberBlock = z.infer<typeof numberBlock>;

/** A provider's filing in the Robocall Mitigation Database, as it is stored. */
export const filing = z.object({
  frn: z.string(),
  business_name: z.string(),
  other_names: z.array(z.string()),
  business_address: z.string(),
  foreign_voice_provider: z.boolean(),
  status: z.enum(['listed', 'removed']),
  implementation: z.enum(['complete', 'partial', 'none']),
  roles: z.array(z.string()),
  contact: z.string(),
  contact_telephone_number: z.string(),
});
export type Filing = z.infer<typeof filing>;
