import type { Logger } from '@ringtrace/platform/log';
import { FeedBlock } from '../stages/fill.ts';
import { GivenUp } from './persist.ts';

export interface PumpOptions {
  /** A block of this many rows is written at once. */
  readonly blockRows: number;
  /**
   * A block is written when its first message came this long ago, ms. It is written after a quarter of that time when
   * no more messages come.
   */
  readonly blockMs: number;
  /** A block of this many bytes is written at once. */
  readonly blockBytes?: number;
  readonly write: (block: FeedBlock) => Promise<void>;
  readonly log: Logger;
}

/** With this limit, two blocks, the messages just read and the reference data together stay below 800 MB. */
const defaultBlockBytes = 120 * 1024 * 1024;

/**
 * Decides when a block is written. One block is written at a time, while one more is filled. This bounds the memory.
 */
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

  /**
   * Begins a new assignment of partitions. A block filled under the old one is dropped: its messages are not committed,
   * so they are read again.
   */
  begin(generation: number): void {
    this.#generation = generation;
    this.#drop();
  }

  /** Whether this assignment is still the current one. */
  holds(generation: number): boolean {
    return this.#generation === generation;
  }

  /** Waits until the block being filled has room for another message. */
  async room(): Promise<void> {
    this.#startIfFull();
    while (this.#full()) {
      await this.#writing;
      this.#startIfFull();
    }
  }

  /** The block to fill now. Call `filled` after each message. */
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

  /** Writes everything that was filled. Returns once it is stored and committed. */
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

  /**
   * Starts to write the block. While another block is being written nothing happens: the write's end calls `#followUp`.
   */
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
        'leaving before everything is stored; what is not stored will be read again',
      );
    }
  }

  /** A timer that ran out during a write did nothing. So the block is looked at again after the write. */
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
