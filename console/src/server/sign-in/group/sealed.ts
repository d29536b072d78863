import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Data that is given to a browser to keep: it can neither read nor change it. Good in this process alone. */
export interface Sealed {
  seal(data: unknown): string;
  /** undefined where it was not sealed here, or was changed. */
  open(text: string): unknown;
}

const [ivBytes, tagBytes] = [12, 16];

export function sealedInThisProcess(): Sealed {
  const key = randomBytes(32);
  return {
    seal(data) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      const body = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length <= ivBytes + tagBytes) return undefined;
      const iv = bytes.subarray(0, ivBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        const body = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        return JSON.parse(body.toString('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}
