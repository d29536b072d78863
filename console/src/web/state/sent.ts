const valueIn = (from: unknown, name: string): unknown => Reflect.get(Object(from), name);

/** Throws where a message of the answer did not go out: the route itself has not failed then. */
export function mustBeSent(answer: unknown): void {
  const batches = valueIn(answer, 'batches');
  if (!Array.isArray(batches)) return;
  for (const batch of batches)
    if (valueIn(batch, 'delivered') === false)
      throw new Error(`the message did not go out: ${String(valueIn(batch, 'why'))}`);
}
