/** What the server says is wrong: RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
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
  const text = (key: string, fallback: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
    return typeof value === 'string' ? value : fallback;
  };
  return {
    status,
    title: text('title', `The server answered ${status}`),
    detail: text('detail', 'Try again; the log of the console says why.'),
  };
}
