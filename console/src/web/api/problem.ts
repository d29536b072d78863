/** What the server says is wrong: RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Of a 409: what others did to the thing since the version that the page shows. */
  readonly changes: readonly Change[];
}

interface Change {
  readonly type: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A request that was not answered as it should be. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The problem in the body of a response; a general one where the body holds none. */
export function problemIn(status: number, body: unknown): Problem {
  const changes = valueIn(body, 'changes');
  return {
    status,
    title: textOf(body, 'title', `The server answered ${status}`),
    detail: textOf(body, 'detail', 'Try again; the log of the console says why.'),
    changes: (Array.isArray(changes) ? changes : []).map((change: unknown) => ({
      type: textOf(change, 'type', ''),
      actor: textOf(change, 'actor', 'somebody'),
      at: textOf(change, 'at', ''),
    })),
  };
}

const valueIn = (from: unknown, key: string): unknown =>
  typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined;

function textOf(from: unknown, key: string, fallback: string): string {
  const value = valueIn(from, key);
  return typeof value === 'string' ? value : fallback;
}
