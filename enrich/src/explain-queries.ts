import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';

type OneNumber = {
  readonly digest: string;
  /** E.164 digits. */
  readonly number: number;
};

/** The block a number is in: its thousands block (`seven` digits), else its whole exchange (`six`). */
export const blockOf = defineQuery<{ digest: string; six: string; seven: string }>()({
  name: 'block of a number',
  sql: `SELECT block, ocn, company, state, rate_center, line_type FROM number_block_store
    WHERE digest = {digest: String} AND block IN ({six: String}, {seven: String})
    ORDER BY length(block) DESC LIMIT 1`,
  row: z.object({
    block: z.string(),
    ocn: z.string(),
    company: z.string(),
    state: z.string(),
    rate_center: z.string(),
    line_type: z.string(),
  }),
});

export const holderPortedTo = defineQuery<OneNumber>()({
  name: 'provider a number was ported to',
  sql: 'SELECT ocn FROM ported_store WHERE digest = {digest: String} AND number = {number: UInt64} LIMIT 1',
  row: z.object({ ocn: z.string() }),
});

export const respOrgOf = defineQuery<OneNumber>()({
  name: 'responsible organisation of a number',
  sql: 'SELECT resp_org FROM toll_free_store WHERE digest = {digest: String} AND number = {number: UInt64} LIMIT 1',
  row: z.object({ resp_org: z.string() }),
});

export const knownCallerOf = defineQuery<OneNumber>()({
  name: 'known caller of a number',
  sql: `SELECT owner, purpose FROM known_caller_store
    WHERE digest = {digest: String} AND number = {number: UInt64} LIMIT 1`,
  row: z.object({ owner: z.string(), purpose: z.string() }),
});

export const complaintsAbout = defineQuery<{ digests: string[]; number: number }>()({
  name: 'complaints about a number',
  lists: { digests: values(text()) },
  sql: `SELECT count() AS complaints, toString(max(created_at)) AS last FROM complaint_store FINAL
    WHERE digest IN (SELECT value FROM digests) AND number = {number: UInt64}`,
  row: z.object({ complaints: z.number(), last: z.string() }),
});
