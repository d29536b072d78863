/**
 * Returns the result of `run`. Errors that it makes have no stack: where a file of another kind gives an error for each line, the
 * stacks would cost more than the reading.
 */
export function withoutStacks<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
