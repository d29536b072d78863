import type { Logger } from '@ringtrace/platform/log';
import { FeedBlock } from '../stages/fill.ts';
import { GivenUp } from './persist.ts';

export interface PumpOptions {
  /** A block of this many rows is written at once. */
  readonly blockRows: number;
  /** A block is written when its first row is this old, ms; after a quarter of it without a message. */
  readonly blockMs: number;
  /** A block of this many bytes is written at once. */
  readonly blockBytes?: number;
  readonly write: (block: FeedBlock) => Promise<void>;
  readonly log: Logger;
}

/** Two blocks, what is read and what is looked up stay within 800 MB. */
const defaultBlockBytes = 120 * 1024 * 1024;

/** Decides when a block is written. One block is written at a time, and while it is, one more fills: that bounds memory. */
export class Pump {
  readonly #options: PumpOptions;
  readonly #blockBytes: number;
  #generation = 0;
  #filling: FeedBlock | undefined;
  #writing: Promise<void> | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#blockBytes = options.blockBytes ?? defaultBlockBytes;
  }

  /** A new assignment: a block filled under the old one will come again and is dropped. */
  begin(generation: number): void {
    this.#generation = generation;
    this.#drop();
  }

  /** Whether this generation is still in force. */
  holds(generation: number): boolean {
    return this.#generation === generation;
  }

  /** Waits until there is room for another message. */
  async room(): Promise<void> {
    this.#startIfFull();
    while (this.#full()) {
      await this.#writing;
      this.#startIfFull();
    }
  }

  /** The block to fill now; `filled` has to be called after each message. */
  block(): FeedBlock {
    this.#filling ??= new FeedBlock(this.#generation);
    return this.#filling;
  }

  filled(): void {
    this.#deadline ??= setTimeout(() => this.#start(), this.#options.blockMs);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#start(), this.#options.blockMs / 4);
    this.#startIfFull();
  }

  /** Writes what is there, and returns once it is stored and committed. */
  async drain(): Promise<void> {
    while (this.#filling !== undefined || this.#writing !== undefined) {
      this.#start();
      await this.#writing;
    }
  }

  #full(): boolean {
    const block = this.#filling;
    return (
      block !== undefined && (block.rows() >= this.#options.blockRows || block.bytes() >= this.#blockBytes)
    );
  }

  #startIfFull(): void {
    if (this.#full()) this.#start();
  }

  /** Starts writing unless a block is being written: then what is due follows it. */
  #start(): void {
    const block = this.#filling;
    if (block === undefined || this.#writing !== undefined) return;
    this.#drop();
    this.#writing = this.#write(block).finally(() => {
      this.#writing = undefined;
      if (this.#deadline !== undefined || this.#full()) this.#followUp();
    });
  }

  async #write(block: FeedBlock): Promise<void> {
    try {
      await this.#options.write(block);
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      this.#options.log.warn(
        { err: error.message },
        'leaving without having stored all; it will be read again',
      );
    }
  }

  /** Timers that fired during a write did nothing: look again. */
  #followUp(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#start(), this.#full() ? 0 : this.#options.blockMs / 4);
  }

  #drop(): void {
    this.#filling = undefined;
    clearTimeout(this.#deadline);
    clearTimeout(this.#idle);
    this.#deadline = undefined;
    this.#idle = undefined;
  }
}
