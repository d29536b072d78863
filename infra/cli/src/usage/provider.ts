import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

const id = { about: 'id of the provider, or one of its aliases' } as const;
const asOf = {
  type: 'string',
  value: 'TIME',
  about: 'as it stood then: a day (its first moment in UTC), or a time with its zone. Without it, now',
} as const;
const list = (about: string) =>
  ({ type: 'string', value: 'LIST', about: `${about}, separated by ';'; '' = none` }) as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'every provider in each of its roles',
    examples: [
      { does: 'now', line: 'ringtrace provider list' },
      { does: 'as it stood at the end of March', line: 'ringtrace provider list --as-of 2026-04-01' },
    ],
    arguments: {},
    options: { 'as-of': asOf, json },
  }),
  show: defineSubcommand({
    summary: 'one provider: who it is, its scorecard, its objections, questions about attestation',
    examples: [
      { does: 'now', line: 'ringtrace provider show west' },
      { does: 'at an earlier time', line: 'ringtrace provider show west --as-of 2026-04-01' },
    ],
    arguments: { id },
    options: { 'as-of': asOf, json },
  }),
  describe: defineSubcommand({
    summary: 'say who a provider is: names, aliases, people behind it, contacts, office zone',
    examples: [
      {
        does: 'a name and other ids',
        line: "ringtrace provider describe west --name 'West Telecom' --aliases 'west-1; west-2'",
      },
      {
        does: 'where requests go',
        line: 'ringtrace provider describe west --email noc@west.example --zone America/Chicago',
      },
      {
        does: 'a successor under another name',
        line: "ringtrace provider describe new-west --continues west --reason 'same principals'",
      },
    ],
    about: `What is not given stays as it is. An alias belongs to one provider. A successor keeps a card of its own: figures of providers that continue each other are shown beside each other, and never added.`,
    arguments: { id: { about: 'id of the provider; no alias' } },
    options: {
      name: { type: 'string', value: 'NAME', about: 'its name' },
      aliases: list('other ids of it in records and answers'),
      force: { type: 'boolean', about: 'take an alias that is known as a provider of its own' },
      'former-names': list('names it had before'),
      principals: list('people and companies behind it'),
      contact: { type: 'string', value: 'NAME', about: 'who answers for it' },
      email: { type: 'string', value: 'ADDRESS', about: 'address that requests are mailed to' },
      telephone: { type: 'string', value: 'NUMBER', about: 'telephone number of the contact' },
      webhook: { type: 'string', value: 'URL', about: 'URL that requests are posted to' },
      zone: { type: 'string', value: 'ZONE', about: 'time zone of its office, such as America/Chicago' },
      calendar: {
        type: 'string',
        value: 'NAME',
        about: 'calendar of business hours, by its name in the settings',
      },
      country: { type: 'string', value: 'COUNTRY', about: 'two letters of ISO 3166' },
      continues: list('ids of providers that it continues'),
      ...acting,
      json,
    },
  }),
  object: defineSubcommand({
    summary: "keep a provider's objection to its card; it is shown with the card",
    examples: [
      {
        does: 'to the card as of a day',
        line: "ringtrace provider object west --by 'counsel of West' --text 'the calls were not ours' --as-of 2026-04-01",
      },
    ],
    arguments: { id },
    options: {
      by: { type: 'string', value: 'NAME', about: 'who objects', required: true },
      text: { type: 'string', value: 'TEXT', about: 'the objection in its own words', required: true },
      'as-of': { ...asOf, about: 'the moment of the card it objects to; without it, now' },
      ...acting,
      json,
    },
  }),
  'answer-objection': defineSubcommand({
    summary: "keep the group's answer to an objection",
    examples: [
      {
        does: 'one that is right',
        line: "ringtrace provider answer-objection west o-1 --text 'the case was corrected' --upheld",
      },
    ],
    arguments: { id, objection: { about: "id of the objection, as 'ringtrace provider show' has it" } },
    options: {
      text: { type: 'string', value: 'TEXT', about: 'the answer', required: true },
      upheld: { type: 'boolean', about: 'the provider is right' },
      ...acting,
      json,
    },
  }),
};

export const usage = defineGroup({
  examples: [
    ...subcommands.list.examples,
    ...subcommands.show.examples,
    ...subcommands.describe.examples,
    ...subcommands.object.examples,
    ...subcommands['answer-objection'].examples,
  ],
  about: `docs/casework/providers.md defines every figure of a card.`,
  subcommands,
});
