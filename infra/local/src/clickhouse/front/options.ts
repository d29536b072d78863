import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FrontOptions } from './front.ts';

const settings = z.object({
  host: z.string().min(1),
  port: z.int().min(0).max(65_535),
  engine: z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
  /** Holds the key and the certificate, in PEM. */
  tlsFile: z.string().min(1).optional(),
});

/** What a front's process is told: where to listen, what stands behind it, and the file for TLS. */
export type FrontSettings = z.infer<typeof settings>;

/** As the one argument of the process; nothing in it is secret. */
export const toArgument = (front: FrontSettings): string => JSON.stringify(front);

/** Reads the argument back, and the file it names. */
export function parseArgument(argument: string): FrontOptions {
  const { tlsFile, ...front } = settings.parse(JSON.parse(argument));
  return tlsFile === undefined ? front : { ...front, tls: readFileSync(tlsFile, 'utf8') };
}
