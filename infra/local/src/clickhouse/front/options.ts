import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FrontOptions } from './front.ts';

const settings = z.object({
  host: z.string().min(1),
  port: z.int().min(0).max(65_535),
  engine: z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
  /** File with key and certificate, PEM. */
  tlsFile: z.string().min(1).optional(),
});

/** Settings of the front's process: where it listens, the engine's address, and the file for TLS. */
export type FrontSettings = z.infer<typeof settings>;

/** Encodes the settings as the one argument of the process. They have no secrets. */
export const toArgument = (front: FrontSettings): string => JSON.stringify(front);

/** Decodes the argument and reads the file it names. */
export function parseArgument(argument: string): FrontOptions {
  const { tlsFile, ...front } = settings.parse(JSON.parse(argument));
  return tlsFile === undefined ? front : { ...front, tls: readFileSync(tlsFile, 'utf8') };
}
