/** An error that only the user can correct. Only its message is shown: what is missing, and what to do. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
