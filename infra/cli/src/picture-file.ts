import { writeFileSync } from 'node:fs';
import { picture } from '@ringtrace/detect/candidates/picture';
import type { Candidate } from '@ringtrace/detect/candidates/stored-candidates';
import { visible } from '@ringtrace/platform/visible';
import { print, say } from './output.ts';

/** Draws a candidate's evidence into a file, in place of what was there; `-` is standard output. */
export function drawInto(file: string, candidate: Candidate): void {
  const drawn = picture(candidate);
  if (file === '-') print(drawn);
  else {
    writeTo(file, `${drawn}\n`);
    say(`The picture is in ${visible(file)}`);
  }
}

function writeTo(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const isFolder = error instanceof Error && 'code' in error && error.code === 'EISDIR';
    if (isFolder)
      throw new Error(`can't write the picture into ${visible(file)}: it is a folder, name a file`);
    throw new Error(
      `can't write the picture, does its folder exist? ${error instanceof Error ? error.message : error}`,
    );
  }
}
