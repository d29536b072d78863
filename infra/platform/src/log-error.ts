import { wayOut } from './way-out.ts';

/** A telephone number: seven digits or more in a row, or grouped as people write them. */
const number = /\d{7,}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g;
const longestMessage = 500;
/** Most causes of causes that are logged. */
const deepestCause = 3;

/** Shortens an error's text and masks numbers in it: servers quote rows and SQL that they could not read. */
function masked(text: string): string {
  const start = text.slice(0, 2 * longestMessage).replace(number, '[number]');
  return start.length > longestMessage ? `${start.slice(0, longestMessage)}...` : start;
}

/** The part of an error that is logged: type, code, message, stack and causes. Its other properties may hold data. */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return masked(String(error));
  const advice = wayOut(error);
  return {
    type: error.name,
    ...('code' in error ? { code: masked(String(error.code)) } : {}),
    message: masked(error.message),
    ...(depth === 0 && advice !== undefined ? { advice } : {}),
    // Without the first lines, which repeat the message.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: loggedError(error.cause, depth + 1) }),
  };
}
