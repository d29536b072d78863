import { version } from '@ringtrace/platform/version';
import { z } from 'zod';
import { rights, roles } from '../people/rights.ts';
import { bare, defineRoute } from '../route/define.ts';

/** Everybody who is signed in may ask who they are. */
export const meRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/me',
  tag: 'Console',
  summary: 'Who is signed in, and what this person may do',
  needs: 'feeds',
  out: z.object({
    name: z.string(),
    role: z.enum(roles),
    carrier: z.string().nullable().describe('Of a person of a carrier: the carrier'),
    rights: z.array(z.enum(rights)),
    version: z.string().describe('Version of Ringtrace'),
  }),
  handle: async ({ office: { session } }) => ({
    name: session.name,
    role: session.role,
    carrier: session.carrier ?? null,
    rights: [...session.may],
    version,
  }),
});
