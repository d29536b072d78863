import { profiles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import type { Standing } from '../../log/transaction.ts';
import { recordNumbersRead } from '../../refer/hand-reading.ts';
import type { PackageFile } from '../../refer/kept.ts';
import { find } from '../../work/find.ts';
import type { Packages } from '../office.ts';
import { safeHeaders } from '../response.ts';
import { bare, changing, defineRoute, nothing, type Route } from '../route.ts';
import { timeOrNever } from '../shapes.ts';

const tag = 'Packages';

export const packageShape = z
  .object({
    package_id: z.string(),
    case_id: z.string(),
    to: z.string(),
    profile: z.enum(profiles),
    demand_id: z.string(),
    manifest_sha256: z.string().describe('Tell it to who gets the package, by another way'),
    written_at: timeOrNever,
    kept: z
      .boolean()
      .describe('false = a command wrote it into a folder of its own: it can not be fetched here'),
  })
  .meta({ id: 'Package' });

export const packageOf = (packages: Pick<Packages, 'isKept'>, { ref, state }: Standing<'package'>) =>
  state.profile === ''
    ? []
    : [
        {
          package_id: ref.id,
          ...state,
          profile: state.profile,
          kept: packages.isKept(ref.id),
        },
      ];

const fileShape = z.object({
  package_id: z.string(),
  bytes: z.number().int(),
  content: z.custom<PackageFile['content']>((value) => typeof value === 'function'),
});

export const packageRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/cases/{case_id}/packages',
    tag,
    summary: 'List the packages of a case, the newest first',
    needs: 'look',
    params: z.strictObject({ case_id: z.string() }),
    out: z.object({ items: z.array(packageShape), total: z.number().int() }),
    handle({ office: { desk, packages }, params: { case_id } }) {
      const found = desk.log.read((r) => {
        find(r, 'case', case_id);
        return r.linked('package', 'case_id', case_id);
      });
      const items = found
        .flatMap((one) => packageOf(packages, one))
        .sort((a, b) => b.written_at - a.written_at);
      return { items, total: items.length };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/cases/{case_id}/packages',
    tag,
    summary:
      'Write a package of a case, which is kept here until somebody removes it by hand; the log has the disclosure',
    needs: 'lead',
    status: 201,
    params: z.strictObject({ case_id: z.string() }),
    query: nothing,
    body: changing({
      to: z.string().trim().min(1).max(500).describe('Who gets it, in words'),
      profile: z.enum(profiles).describe('How much it shows'),
      demand_id: z
        .string()
        .max(100)
        .default('')
        .describe("The demand that it answers; legal needs one; '' = none"),
      provider: z
        .string()
        .trim()
        .max(200)
        .default('')
        .describe("The provider that it is for; the profiles provider and member need it; '' = none"),
    }),
    out: z.object({
      package_id: z.string(),
      manifest_sha256: z.string(),
      files: z.number().int().describe('Without the manifest'),
      withheld: z.array(z.string()).describe('What the package does not show, a line each'),
    }),
    async handle({ office: { desk, packages }, params: { case_id }, body, actor }) {
      desk.log.read((r) => find(r, 'case', case_id));
      const { to, profile, demand_id, provider } = body;
      const { withheld, ...written } = await packages.write(actor, {
        caseId: case_id,
        to,
        profile,
        demandId: demand_id,
        provider,
      });
      return { ...written, withheld: [...withheld] };
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/packages/{package_id}/file',
    tag,
    summary:
      'A kept package as one tar file, checked against the log first; where it shows called numbers, the log notes who fetched it',
    needs: 'lead',
    params: z.strictObject({ package_id: z.string() }),
    sends: 'application/x-tar',
    out: fileShape,
    async handle({ office: { desk, packages }, params: { package_id }, actor }) {
      const { bytes, numbers, content } = await packages.file(package_id);
      recordNumbersRead(desk.log, actor, `package ${package_id}`, numbers);
      return { package_id, bytes, content };
    },
    reply({ result }, status) {
      const { package_id, bytes, content } = fileShape.parse(result);
      return new Response(streamOf(content()), {
        status,
        headers: {
          ...safeHeaders,
          'content-type': 'application/x-tar',
          'content-length': String(bytes),
          'content-disposition': `attachment; filename="${package_id}.tar"`,
        },
      });
    },
  }),
];

/** Bytes are made as the client takes them. A client that goes away ends the reading. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
