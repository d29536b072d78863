const hex = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, '0')).readUInt16LE(),
);
const fourDigits = Uint8Array.from({ length: 40_000 }, (_, at) =>
  String(Math.floor(at / 4))
    .padStart(4, '0')
    .charCodeAt(at % 4),
);
const dash = 45;
const uuidLength = 36;

/** Avro's binary of a text: its length, then its bytes. */
export const avroText = (text: string): Uint8Array => {
  const length = Buffer.byteLength(text);
  if (length > 63) throw new Error(`${length} bytes: a length of more than one byte`);
  return Buffer.from(`${String.fromCharCode(2 * length)}${text}`);
};

/** Writes Avro binary into one buffer. The buffer does not grow; `room` says how much is left. */
export class Output {
  readonly bytes: Buffer;
  readonly #view: DataView;
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.alloc(size);
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, size);
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  room(): number {
    return this.bytes.length - this.at;
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  copy(from: Uint8Array): void {
    for (let i = 0; i < from.length; i += 1) this.bytes[this.at++] = from[i] ?? 0;
  }

  /** Writes a number that is not negative as a zigzag varint. */
  long(value: number): void {
    let rest = value * 2;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.at++] = rest;
  }

  /** Writes ms since 1970. It does the same as `long`, several times faster. */
  time(value: number): void {
    const high = Math.floor(value / 2 ** 27);
    if (high < 0x80 || high >= 0x4000) {
      this.long(value);
      return;
    }
    let low = (value - high * 2 ** 27) * 2;
    for (let i = 0; i < 4; i += 1) {
      this.bytes[this.at++] = (low & 0x7f) | 0x80;
      low >>>= 7;
    }
    this.bytes[this.at++] = (high & 0x7f) | 0x80;
    this.bytes[this.at++] = high >>> 7;
  }

  /** Writes a number as ten digits. */
  tenDigits(value: number): void {
    const high = Math.floor(value / 1e8);
    const rest = value - high * 1e8;
    const middle = Math.floor(rest / 1e4);
    this.bytes[this.at++] = 48 + Math.floor(high / 10);
    this.bytes[this.at++] = 48 + (high % 10);
    this.#four(middle);
    this.#four(rest - middle * 1e4);
  }

  #four(value: number): void {
    for (let i = 4 * value; i < 4 * value + 4; i += 1) this.bytes[this.at++] = fourDigits[i] ?? 0;
  }

  /** Writes the text of a UUID (RFC 9562, version 4) that is made of 128 random bits. */
  uuid(a: number, b: number, c: number, d: number): void {
    this.byte(2 * uuidLength);
    this.#hex(a);
    this.#hex(a >>> 16);
    this.byte(dash);
    this.#hex(b);
    this.byte(dash);
    this.#hex(((b >>> 16) & 0xff0f) | 0x40);
    this.byte(dash);
    this.#hex((c & 0xff3f) | 0x80);
    this.byte(dash);
    this.#hex(c >>> 16);
    this.#hex(d);
    this.#hex(d >>> 16);
  }

  /** Writes the low 16 bits as hexadecimal digits, the low byte first. */
  #hex(value: number): void {
    this.#view.setUint16(this.at, hex[value & 0xff] ?? 0, true);
    this.#view.setUint16(this.at + 2, hex[(value >>> 8) & 0xff] ?? 0, true);
    this.at += 4;
  }
}
