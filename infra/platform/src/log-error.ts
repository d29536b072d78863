/** A telephone number: in one run, or grouped as people write it. */
const number = /\d{7,}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g;
const longestMessage = 500;
/** An error's cause may have a cause; no chain that helps is longer. */
const deepestCause = 3;

/** Error texts of servers quote what they could not read, rows and SQL among it: they are cut, and numbers masked. */
function masked(text: string): string {
  const start = text.slice(0, 2 * longestMessage).replace(number, '[number]');
  return start.length > longestMessage ? `${start.slice(0, longestMessage)}...` : start;
}

/** What of an error is logged: its type, code, message and where it was thrown; no other property it carries. */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return masked(String(error));
  return {
    type: error.name,
    ...('code' in error ? { code: masked(String(error.code)) } : {}),
    message: masked(error.message),
    // The head of a stack is the message again.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: loggedError(error.cause, depth + 1) }),
  };
}
