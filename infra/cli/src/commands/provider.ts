import type { ProviderDescription } from '@ringtrace/cases/model/provider';
import { readCard } from '@ringtrace/cases/providers/card';
import { cardInWords, decided, rateInWords } from '@ringtrace/cases/providers/card-in-words';
import { describeProvider } from '@ringtrace/cases/providers/identity/describe';
import { refuseForeignAliases } from '@ringtrace/cases/providers/identity/foreign-alias';
import { answerObjection, fileObjection } from '@ringtrace/cases/providers/identity/objections';
import { readScorecards, type ScoreRow } from '@ringtrace/cases/providers/scorecard';
import { visible } from '@ringtrace/platform/visible';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { providerNamed } from '../casework/named.ts';
import { command, group, UsageError } from '../command.ts';
import { measureAll, momentOfFigures } from '../measured.ts';
import { print, printJson, table } from '../output.ts';
import { asOfFrom } from '../time.ts';
import { usage } from '../usage/provider.ts';
import type { OptionValues } from '../usage.ts';

const { list, show, describe, object, 'answer-objection': answer } = usage.subcommands;

const inList = (row: ScoreRow) => ({
  provider: row.provider,
  role: row.role,
  tracebacks: row.tracebacks,
  proven: row.tracebacks_proven,
  claimed: row.tracebacks_claimed,
  campaigns: row.campaigns,
  months: row.months,
  decided: decided(row),
  in_time: row.answered_in_time,
  late: row.answered_late,
  refused: row.refused,
  silent: row.silent,
  suspicious: rateInWords(row),
});

const listed = (text: string) =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

type Described = OptionValues<typeof describe.options>;

/** What the options say of a provider. */
function changesIn(options: Described): Partial<ProviderDescription> {
  const { name, webhook, zone, calendar, country, contact, email, telephone } = options;
  const plain = { name, webhook, zone, calendar, country };
  const lists = {
    aliases: options.aliases,
    former_names: options['former-names'],
    principals: options.principals,
    continues: options.continues,
  };
  const given = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const hasContact = [contact, email, telephone].some((one) => one !== undefined);
  return {
    ...given(plain),
    ...Object.fromEntries(Object.entries(given(lists)).map(([key, text]) => [key, listed(String(text))])),
    ...(hasContact
      ? { contacts: [{ name: contact ?? '', email: email ?? '', telephone: telephone ?? '' }] }
      : {}),
  };
}

export const provider = group('provider', usage, {
  list: command(list, async (_, { json, 'as-of': asOf }) => {
    const rows = await withCases(async ({ store }) => {
      return readScorecards(store, await momentOfFigures(asOf, () => measureAll(store)));
    });
    if (json) printJson(rows);
    else print(table(rows.map(inList)));
    return 0;
  }),
  show: command(show, async ({ id }, { json, 'as-of': asOf }) => {
    const card = await withCases(async ({ store, log }) => {
      return readCard(store, log, id, await momentOfFigures(asOf, () => measureAll(store)));
    });
    if (json) printJson({ ...card, as_of: new Date(card.as_of).toISOString() });
    else print(cardInWords(card).map(visible).join('\n'));
    return 0;
  }),
  describe: command(describe, async ({ id }, options) => {
    const changes = changesIn(options);
    if (Object.keys(changes).length === 0)
      throw new UsageError('say what to change, such as --name or --aliases');
    const described = await withDesk(async ({ log, records }) => {
      if (options.force !== true && changes.aliases !== undefined) {
        const reference = await records.providerNames();
        log.read((r) => refuseForeignAliases(r, id, changes.aliases ?? [], reference));
      }
      return describeProvider(log, actorOf(options), id, changes);
    });
    if (options.json) printJson({ provider: id, ...described });
    else print(`${visible(id)} is described: 'ringtrace provider show ${visible(id)}' shows it`);
    return 0;
  }),
  object: command(object, async ({ id }, { by, text, 'as-of': asOf, json, ...acting }) => {
    const kept = await withCases(async (cases) => {
      const provider = await providerNamed(cases, id);
      const said = { by, text, card_as_of: asOfFrom(asOf) };
      return { provider, objection_id: fileObjection(cases.log, actorOf(acting), provider, said) };
    });
    if (json) printJson(kept);
    else
      print(`objection ${kept.objection_id} is kept, and shown with the card of ${visible(kept.provider)}`);
    return 0;
  }),
  'answer-objection': command(answer, async ({ id, objection }, { text, upheld, json, ...acting }) => {
    const said = { objection_id: objection, text, upheld: upheld ?? false };
    const provider = await withCases(async (cases) => {
      const known = await providerNamed(cases, id);
      answerObjection(cases.log, actorOf(acting), known, said);
      return known;
    });
    if (json) printJson({ provider, ...said });
    else print(`objection ${visible(objection)} of ${visible(provider)} is answered`);
    return 0;
  }),
});
