import { z } from 'zod';
import { problemShape } from './problem.ts';
import { root } from './root.ts';
import type { RouteOver } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** Schemas with a name are written once, among the components. */
function writer() {
  const named = new Map<string, unknown>();
  return {
    named,
    schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
      const written = z.toJSONSchema(schema, {
        io,
        // The format says it: the pattern of zod is a screen long.
        override({ jsonSchema }) {
          if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
        },
      });
      const {
        $schema: _,
        $defs = {},
        ...rest
      } = json.parse(JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/')));
      for (const [name, one] of Object.entries(json.parse($defs))) named.set(name, one);
      return rest;
    },
  };
}

const json = z.record(z.string(), z.unknown());
type Write = ReturnType<typeof writer>['schemaOf'];

/** What a route says of itself, whatever it works with. */
type Described = Omit<RouteOver<never, string>, 'run' | 'shapes'>;

/** What the document says of the API as a whole. */
export interface About {
  readonly title: string;
  readonly description: string;
  /** Name of the way to say who asks, and that way as OpenAPI writes it. */
  readonly security: readonly [name: string, scheme: Json];
  /** Rights of routes that change nothing. */
  readonly reading: ReadonlySet<string>;
}

/** The OpenAPI 3.1 document of the routes. Its schemas are those that requests and responses are checked by. */
export function documentOf(
  routes: readonly Described[],
  { title, description, security: [way, scheme], reading }: About,
) {
  const { named, schemaOf } = writer();
  const paths = Map.groupBy(routes, ({ path }) => `${root}${path}`);
  const written = Object.fromEntries(
    [...paths].map(([path, known]) => [
      path,
      Object.fromEntries(known.map((route) => [route.method, operationOf(route, reading, schemaOf)])),
    ]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ [way]: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: written,
    components: {
      securitySchemes: { [way]: scheme },
      schemas: { ...Object.fromEntries([...named].sort()), Problem: schemaOf(problemShape, 'output') },
      responses: Object.fromEntries(
        Object.entries(problems).map(([name, description]) => [
          name,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

const problems = {
  '400': 'The request is not as this route takes it; `fields` names what is wrong',
  '401': 'No valid token, or nobody is signed in',
  '403': 'The caller lacks the right',
  '404': 'There is no such thing',
  '409': 'Somebody changed the thing since the version that you saw; `changes` says who did what',
  '413': 'The body is too large',
  '415': 'The body has another type',
  '422': 'The state of the thing does not allow this; `detail` says the way out',
  '503': 'The store does not answer now',
} as const;

const ofChanges = ['413', '415', '403', '409', '422'];

function operationOf(route: Described, reading: ReadonlySet<string>, schemaOf: Write) {
  const { method, path, tag, summary, status, needs, out, sends } = route;
  const isRead = method === 'get';
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    description: `Needs the right '${needs}'.`,
    parameters: [
      ...parametersOf('path', schemaOf(route.params, 'input')),
      ...parametersOf('query', schemaOf(route.query, 'input')),
      ...(isRead || reading.has(needs) ? [] : [ifMatch]),
    ],
    ...(isRead ? {} : { requestBody: { required: true, content: contentOf(route, schemaOf) } }),
    responses: {
      [status]: {
        description: 'Done',
        content: {
          [sends]: {
            schema:
              sends === 'application/json' ? schemaOf(out, 'output') : { type: 'string', format: 'binary' },
          },
        },
      },
      ...Object.fromEntries(
        Object.keys(problems)
          .filter((code) => !isRead || !ofChanges.includes(code) || (code === '403' && !reading.has(needs)))
          .map((code) => [code, { $ref: `#/components/responses/${code}` }]),
      ),
    },
  };
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'ETag of what you saw',
  schema: { type: 'string' },
};

const contentOf = ({ file, body }: Described, schemaOf: Write) =>
  file.length === 0
    ? { 'application/json': { schema: schemaOf(body, 'input') } }
    : Object.fromEntries(file.map((type) => [type, { schema: { type: 'string' } }]));

/** 'get /cases/{case_id}' becomes 'get_cases_case_id'. */
const operationId = (method: string, path: string) =>
  `${method}${path}`.replaceAll(/[^A-Za-z]+/g, '_').replace(/_$/, '');

const described = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
});

function parametersOf(place: 'path' | 'query', schema: Json) {
  const { properties, required } = described.parse(schema);
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}
