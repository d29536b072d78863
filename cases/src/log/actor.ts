/** Who changes something, and why. */
export interface Actor {
  /** A person's or program's name; 'ringtrace' for the clock and other rules. */
  readonly name: string;
  /** '' = not said. */
  readonly reason: string;
}
