import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { visible } from '@ringtrace/platform/visible';
import { type Channel, NotSentError, type Parcel } from './channel.ts';

/**
 * Writes each message into a folder of its own, `<outbox>/<provider>/<message>/request.txt|json|html`, for a person or a
 * program to bring to the provider. A file is there whole or not at all; request.json comes last.
 */
export const fileChannel = (outbox: string): Channel => ({
  async send(parcel) {
    try {
      await write(parcel.address, parcel);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new NotSentError(
        `the outbox ${outbox} can't be written, see RINGTRACE_OUTBOX: ${visible(reason)}`,
      );
    }
    return { outcome: 'sent' };
  },
});

/** The folder of a message: its address. @param id the message's */
export const folderOf = (outbox: string, provider: string, id: string): string =>
  join(outbox, folderNameOf(provider), id);

async function write(folder: string, { forms }: Parcel): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(folder, 'request.txt', forms.text);
  await writeWhole(folder, 'request.html', forms.html);
  await writeWhole(folder, 'request.json', forms.json);
  await synced(folder);
}

async function writeWhole(folder: string, name: string, content: string): Promise<void> {
  const temporary = join(folder, `.${name}.${process.pid}`);
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A new name survives the end of the machine only once its folder is on the disk. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** An answer may name a provider in any characters; two such names never share a folder. */
function folderNameOf(provider: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(provider)) return provider;
  const plain = provider.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
  return `_${plain}-${createHash('sha256').update(provider).digest('hex').slice(0, 12)}`;
}
