import { writeFileSync } from 'node:fs';
import type { Candidate } from '@ringtrace/detect/candidates/explain';
import { picture } from '@ringtrace/detect/candidates/picture';
import { print } from './output.ts';

/** Draws a candidate's evidence into a file, in place of what was there; `-` is standard output. */
export function drawInto(file: string, candidate: Candidate): void {
  const drawn = picture(candidate);
  if (file === '-') print(drawn);
  else writeTo(file, `${drawn}\n`);
}

function writeTo(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new Error(`can't write the picture: ${error instanceof Error ? error.message : error}`);
  }
}
