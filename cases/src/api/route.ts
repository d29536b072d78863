import { z } from 'zod';
import type { Actor } from '../log/actor.ts';
import type { Showing } from '../refer/hand-reading.ts';
import { InputError, type Part } from './input.ts';
import type { Office } from './office.ts';
import { jsonResponse } from './response.ts';
import type { Right } from './rights.ts';

/** What a handler gets: the parts of the request, checked. `Work` is what it works with. */
interface Given<Work, P, Q, B> {
  readonly office: Work;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Who acts, by the token, and the reason that the request gives. */
  readonly actor: Actor;
  /** Version of the thing that the person saw; undefined = the decision holds for any. */
  readonly seen: number | undefined;
  /** The body as it came in. */
  readonly bytes: Uint8Array;
}

/** Data that is read, and not changed. */
export type Shown<T> = T extends readonly (infer E)[]
  ? readonly Shown<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shown<T[K]> }
    : T;

/** Shapes of a route's parts, for clients that are written in TypeScript. */
interface Shapes {
  readonly path: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly out: unknown;
}

/** What a route answers, and how it may be sent. */
interface Answer {
  /** As the handler gave it, with called numbers in full: only what went through `shown` may be sent. */
  readonly result: unknown;
  /** The result, or a part of it such as a row, as whoever asks may see it. */
  readonly shown: Showing;
}

/** What a route says of itself. */
interface Said<Need> {
  readonly method: 'get' | 'post' | 'put';
  /** Behind the root of the API, such as '/cases/{case_id}'. */
  readonly path: string;
  /** Chapter of the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly needs: Need;
  /** Media types of a body that is a file, where it is no JSON of this API. */
  readonly file?: readonly string[];
  readonly status?: 200 | 201;
  /** Most bytes of a body; 1 MiB unless said. */
  readonly mostBytes?: number;
  /** Media type of the result, where it is no JSON. */
  readonly sends?: string;
  /**
   * Whether whatever looks like a telephone number is masked in the answer, other than calling numbers. Texts of the log may name
   * called numbers that no field of the answer holds. Only called numbers of its fields are masked unless said.
   */
  readonly hidesAll?: boolean;
  /** Writes the result; JSON unless said. */
  readonly reply?: (
    answer: Answer,
    status: number,
    headers: Readonly<Record<string, string>>,
  ) => Response | Promise<Response>;
}

interface Parts<
  Work,
  Need,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
> extends Said<Need> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** What is sent back. Only what it names is sent. */
  readonly out: O;
  handle(
    given: Given<Work, z.output<P>, z.output<Q>, z.output<B>>,
  ): Shown<z.input<O>> | Promise<Shown<z.input<O>>>;
}

interface ShapesOf<
  Path extends string,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
> extends Shapes {
  readonly path: Path;
  readonly params: z.input<P>;
  readonly query: z.input<Q>;
  readonly body: z.input<B>;
  readonly out: z.output<O>;
}

/** A request before it is checked. */
interface Raw {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly bytes: Uint8Array;
  /** Header If-Match; undefined = none. */
  readonly ifMatch: string | undefined;
  /** Who sends it, by the token. */
  readonly name: string;
}

/** A route. The server, its document and the tests of all routes are made from these objects. */
export interface RouteOver<Work, Need, S extends Shapes = Shapes> extends Required<Said<Need>> {
  readonly path: S['path'];
  /** Exists for the type alone; never set. */
  readonly shapes?: S;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly out: z.ZodType;
  /** Checks the request and does the work. Throws InputError, and what the handler throws. */
  run(office: Work, raw: Raw): Promise<unknown>;
}

/** A route of casework. */
export type Route = RouteOver<Office, Right>;

const usualBytes = 1024 * 1024;

/** Makes the function that defines routes over one kind of work, with one list of rights. */
export function definerOf<Work, Need>() {
  return <
    const Path extends string,
    P extends z.ZodType,
    Q extends z.ZodType,
    B extends z.ZodType,
    O extends z.ZodType,
  >(
    parts: Parts<Work, Need, P, Q, B, O> & { readonly path: Path },
  ): RouteOver<Work, Need, ShapesOf<Path, P, Q, B, O>> => ({
    file: [],
    status: 200,
    mostBytes: usualBytes,
    sends: 'application/json',
    hidesAll: false,
    reply: ({ result, shown }, status, headers) => jsonResponse(shown(result), status, headers),
    ...parts,
    async run(office, raw) {
      const params = checked('path', parts.params, raw.params);
      const query = checked('query', parts.query, raw.query);
      const body = checked('body', parts.body, raw.body);
      const { reason, version } = { ...why.parse(query), ...why.parse(body) };
      const actor = { name: raw.name, reason: reason ?? '' };
      const seen = seenVersion(version, raw.ifMatch);
      const { bytes } = raw;
      return parts.out.parse(await parts.handle({ office, params, query, body, actor, seen, bytes }));
    },
  });
}

/** Defines a route of casework. */
export const defineRoute = definerOf<Office, Right>();

function checked<T extends z.ZodType>(part: Part, schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(part, problemsIn(result.error));
}

/** A sentence for each thing that zod found wrong, with the field that it is about. */
function problemsIn({ issues }: z.ZodError) {
  return issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'there is no such field here' }))
      : [{ field: path.join('.'), message }],
  );
}

/** For a part of a request that has nothing in it. */
export const nothing = z.strictObject({});

/** No part of the request says anything. */
export const bare = { params: nothing, query: nothing, body: nothing } as const;

const why = z.object({ reason: z.string().optional(), version: z.number().optional() });

/** Fields of every change. */
const changeFields = {
  reason: z.string().trim().max(2_000).optional().describe('Why; it is kept in the log'),
  version: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Version that you saw. Where the thing has changed since, you get 409. If-Match says the same'),
} as const;

/** Body of a change. A field that is not described is refused. */
export const changing = <S extends z.ZodRawShape>(fields: S) =>
  z.strictObject({ ...fields, ...changeFields });

/** Header If-Match holds the ETag of what was seen, such as '"3"'. Throws InputError. */
function seenVersion(version: number | undefined, ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return version;
  const [, digits] = /^"(\d{1,9})"$/.exec(ifMatch) ?? [];
  if (digits === undefined)
    throw new InputError('header', [
      { field: 'If-Match', message: `it must be the ETag of what you saw, such as "3" with its quotes` },
    ]);
  if (version !== undefined && version !== Number(digits))
    throw new InputError('header', [{ field: 'If-Match', message: `it says another version than the body` }]);
  return Number(digits);
}
