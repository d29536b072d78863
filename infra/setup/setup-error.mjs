/** Something only the reader can put right. Its message is all that is shown: what is missing, and the ways out. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
