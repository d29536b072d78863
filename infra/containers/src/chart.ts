import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { chartFolder } from './places.ts';
import { helm, runTool } from './tools/tools.ts';

const variable = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({
    name: z.string(),
    valueFrom: z.strictObject({ secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }) }),
  }),
]);
const probe = z.looseObject({
  httpGet: z.strictObject({ path: z.string(), port: z.union([z.string(), z.number()]) }),
});

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  imagePullPolicy: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  securityContext: z.unknown(),
  env: z.array(variable),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.number() })).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  resources: z.strictObject({ requests: z.looseObject({}), limits: z.looseObject({ memory: z.string() }) }),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
});

const pod = z.looseObject({
  automountServiceAccountToken: z.boolean(),
  enableServiceLinks: z.boolean(),
  securityContext: z.unknown(),
  terminationGracePeriodSeconds: z.number().optional(),
  containers: z.array(container),
  volumes: z.array(z.looseObject({ name: z.string() })),
});
export type Pod = z.infer<typeof pod>;

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({ template: z.looseObject({ spec: pod }).optional() }).optional(),
  data: z.record(z.string(), z.string()).optional(),
});
export type Manifest = z.infer<typeof manifest>;

/** Arguments that set values, as helm takes them. */
const withValues = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value.replaceAll(',', '\\,')}`]);

/** Renders the chart with helm. Throws with helm's own words where a value is refused. */
export async function rendered(values: Readonly<Record<string, string>>): Promise<Manifest[]> {
  const { ok, stdout, stderr } = await runTool(helm, ['template', 'try', chartFolder, ...withValues(values)]);
  if (!ok) throw new Error(stderr.trim());
  return parseAllDocuments(stdout).flatMap((document) => {
    const content: unknown = document.toJS();
    return content === null ? [] : [manifest.parse(content)];
  });
}

/** What `helm lint --strict` says of the chart. */
export const linted = (values: Readonly<Record<string, string>>) =>
  runTool(helm, ['lint', '--strict', chartFolder, ...withValues(values)]);
