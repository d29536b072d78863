import { z } from 'zod';
import { providerDescription } from '../../model/provider.ts';
import { type Card, referenceShape } from '../../providers/card.ts';
import { describeProvider } from '../../providers/identity/describe.ts';
import { refuseForeignAliases } from '../../providers/identity/foreign-alias.ts';
import { answerObjection, fileObjection } from '../../providers/identity/objections.ts';
import { scoreRow } from '../../providers/scorecard.ts';
import { NoSuchError } from '../../work/find.ts';
import { asOfMoment, givenTime, pastMoment } from '../given-time.ts';
import { InputError } from '../input.ts';
import { root } from '../root.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';
import { objectionShape, time } from '../shapes.ts';

const tag = 'Providers';
const params = z.strictObject({ provider: z.string().min(1).max(64) });
const asOf = z.strictObject({
  as_of: givenTime.optional().describe('The card as it stood at this moment; left out = now'),
});
const words = z.string().trim().min(1).max(10_000);

const roleShape = scoreRow.meta({ id: 'ScoreOfRole' });

const cardShape = z.object({
  provider: z.string(),
  as_of: time,
  described: z
    .object({ ...providerDescription.shape, objections: z.array(objectionShape) })
    .nullable()
    .describe('As the group described it; null = nobody has'),
  reference: referenceShape.nullable().describe('As the reference data in force has it'),
  continues: z.array(z.string()),
  continued_by: z.array(z.string()),
  roles: z.array(roleShape).describe('A row for each role; they are never summed'),
  questions: z
    .array(
      z.object({
        kind: z.string(),
        text: z.string(),
        calls: z.number().int(),
        example: z.object({
          campaign_id: z.string(),
          carrier: z.string(),
          call_id: z.string(),
          start_time: z.string(),
        }),
      }),
    )
    .describe('Contradictions of attestation, as questions to the provider'),
});

const cardOf = ({ described, reference, ...card }: Card) => ({
  ...card,
  described: described ?? null,
  reference: reference ?? null,
});

export const providerRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/providers',
    tag,
    summary: 'Scorecards of all providers, a row for each role, as of any date',
    needs: 'look',
    query: asOf,
    out: z.object({ items: z.array(roleShape), total: z.number().int() }),
    async handle({ office: { desk, providers }, query }) {
      const items = await providers.cards(asOfMoment(query.as_of, desk.now()));
      return { items, total: items.length };
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/providers/{provider}',
    tag,
    summary: 'The card of a provider, with its objections and the questions to it; the id may be an alias',
    needs: 'look',
    params,
    query: asOf,
    out: cardShape,
    async handle({ office: { desk, providers }, params: { provider }, query }) {
      const card = await providers.card(provider, asOfMoment(query.as_of, desk.now()));
      const { described, reference, roles, questions } = card;
      if (described === undefined && reference === undefined && roles.length + questions.length === 0)
        throw new NoSuchError(
          `nothing is known of a provider '${provider}': GET ${root}/providers lists them`,
        );
      return cardOf(card);
    },
  }),
  defineRoute({
    ...bare,
    method: 'put',
    path: '/providers/{provider}',
    tag,
    summary: 'Describe a provider; what is left out stays as it is',
    needs: 'lead',
    params,
    body: changing({
      ...providerDescription.partial().shape,
      force: z
        .boolean()
        .optional()
        .describe('Take an alias that is known as a provider of its own; left out = it is refused'),
    }),
    out: providerDescription.extend({ provider: z.string() }),
    async handle({ office: { desk }, params: { provider }, body, actor, seen }) {
      const { reason: _, version: __, force, ...changes } = body;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length === 0)
        throw new InputError('body', [{ field: '', message: 'say what to change, such as name or aliases' }]);
      if (force !== true && changes.aliases !== undefined) {
        const aliases = changes.aliases;
        const reference = await desk.records.providerNames();
        desk.log.read((r) => refuseForeignAliases(r, provider, aliases, reference));
      }
      return { provider, ...describeProvider(desk.log, actor, provider, given, seen) };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/providers/{provider}/objections',
    tag,
    summary: "Keep a provider's objection to its card",
    needs: 'lead',
    status: 201,
    params,
    body: changing({
      by: z.string().trim().min(1).max(200),
      text: words,
      card_as_of: givenTime.describe('The card that it contests'),
    }),
    out: z.object({ objection_id: z.string() }),
    handle: ({ office: { desk }, params: { provider }, body: { by, text, card_as_of }, actor }) => ({
      objection_id: fileObjection(desk.log, actor, provider, {
        by,
        text,
        card_as_of: pastMoment(card_as_of, desk.now(), 'body', 'card_as_of'),
      }),
    }),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/providers/{provider}/objections/{objection_id}/answer',
    tag,
    summary: "Keep the group's answer to an objection",
    needs: 'lead',
    params: params.extend({ objection_id: z.string().max(64) }),
    body: changing({ text: words, upheld: z.boolean() }),
    out: z.object({ objection_id: z.string(), upheld: z.boolean() }),
    handle({ office: { desk }, params: { provider, objection_id }, body: { text, upheld }, actor }) {
      answerObjection(desk.log, actor, provider, { objection_id, text, upheld });
      return { objection_id, upheld };
    },
  }),
];
