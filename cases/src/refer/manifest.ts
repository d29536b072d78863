import { profiles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export const manifestName = 'manifest.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex');

/** What a package holds: every file but the manifest itself, whose SHA-256 is told when the package is written. */
export const manifest = z.object({
  format: z.literal('ringtrace.package/1'),
  ringtrace: z.string(),
  package_id: z.string(),
  case_id: z.string(),
  to: z.string(),
  profile: z.enum(profiles),
  demand_id: z.string(),
  written_at: z.string(),
  /** The last entry of the log of casework when the package was made. */
  log: z.object({ sequence: z.number().int(), head: sha256 }),
  files: z.array(z.object({ path: z.string().min(1), bytes: z.number().int().min(0), sha256 })),
});
export type Manifest = z.infer<typeof manifest>;
