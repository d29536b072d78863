import { isProviderId } from '@ringtrace/schemas/provider-id';
import { z } from 'zod';

/** Roles of people who read the store with SQL of their own. */
export const readerRoles = ['analyst', 'tracer', 'lead', 'carrier'] as const;
export type ReaderRole = (typeof readerRoles)[number];

/** Names of users that every embedded engine has. */
const taken = ['default', 'ringtrace', 'analyst'];

const reader = z.object({
  /** A name that is valid as an XML element. It can't be one of `ringtrace_...`: the owners of views have such names. */
  name: z
    .string()
    .regex(/^[A-Za-z][\w-]{0,62}$/)
    .refine((name) => !taken.includes(name) && !name.startsWith('ringtrace_')),
  role: z.enum(readerRoles),
  /** Of the role carrier: the carrier, whose own records alone this reader sees; else ''. */
  carrier: z.string(),
  /** SHA-256 of the password, hexadecimal. The password itself is kept nowhere. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** ms since 1970. */
  added_at: z.number().int(),
});

/** A person or program that reads the store with SQL of its own, in one role. */
export const readerSchema = reader.refine(({ role, carrier }) =>
  role === 'carrier' ? isProviderId(carrier) : carrier === '',
);
export type Reader = z.infer<typeof readerSchema>;

export const isReaderName = (name: string): boolean => reader.shape.name.safeParse(name).success;
export const readerNameRule =
  "up to 63 letters, digits, '_' and '-', beginning with a letter; 'default', 'ringtrace', 'analyst' and 'ringtrace_...' are taken";

/** A name in SQL. */
export const quoted = (name: string): string => `\`${name}\``;

/** A carrier's id as part of a name. Different ids give different names, and none has a character that XML reads as its own. */
const inName = (carrier: string) =>
  carrier.replaceAll(/[^A-Za-z0-9-]/g, (character) => `_${character.charCodeAt(0).toString(16)}`);

/**
 * The database of views with masked called numbers. The user that owns its views has the same name, with `ringtrace_` before it
 * in any case.
 */
export const maskedDatabase = (database: string): string => `${database}_masked`;
/** The database of views of one carrier's own records. */
export const carrierDatabase = (database: string, carrier: string): string =>
  `${database}_of_${inName(carrier)}`;
