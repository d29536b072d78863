/** Who changes something, and why. */
export interface Actor {
  /** A person's or program's name, never blank; 'ringtrace' for the clock and other rules. */
  readonly name: string;
  /** '' = not said. */
  readonly reason: string;
}

/** Refuses an actor without a name. Entries can't be changed, so nobody could ever tell who made this one. */
export function checkActor({ name }: Actor): void {
  if (name.trim() === '') throw new Error('the log takes no entry without the name of who made it');
}
