import { requestStatuses } from '@ringtrace/schemas/casework/words';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { listing, numbers, seen } from './casework.ts';
import { json } from './json.ts';

const id = { about: "the request's id" } as const;
const ids = { about: 'ids of requests', many: true } as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'requests, newest first',
    examples: [
      { does: 'what waits for approval', line: 'ringtrace request list --status draft' },
      { does: 'what a provider owes', line: 'ringtrace request list --provider acme --status overdue' },
    ],
    arguments: {},
    options: {
      status: { type: 'string', value: 'STATUS', about: 'only these', oneOf: requestStatuses },
      provider: { type: 'string', value: 'ID', about: 'only those to this provider' },
      traceback: { type: 'string', value: 'ID', about: 'only those of this traceback' },
      ...listing,
      json,
    },
  }),
  show: defineSubcommand({
    summary: 'a request: what the provider is told, and how far it is',
    examples: [
      { does: 'one request', line: 'ringtrace request show req-7k3f9q2m4d' },
      { does: 'the message as it was sent', line: 'ringtrace request show req-7k3f9q2m4d --form text' },
    ],
    arguments: { id },
    options: {
      form: {
        type: 'string',
        value: 'FORM',
        about: 'the bytes that went out, in this form; the log notes who reads them',
        oneOf: ['text', 'json', 'html'],
      },
      ...numbers,
      ...acting,
      json,
    },
  }),
  approve: defineSubcommand({
    summary: 'let drafts go out',
    examples: [
      { does: 'one request', line: 'ringtrace request approve req-7k3f9q2m4d' },
      {
        does: 'as it was shown, and send it',
        line: 'ringtrace request approve req-7k3f9q2m4d --seen 1 --send',
      },
    ],
    arguments: { ids },
    options: {
      send: { type: 'boolean', about: 'send them at once' },
      ...seen,
      ...acting,
      json,
    },
  }),
  send: defineSubcommand({
    summary: 'send approved requests, one message to each provider',
    examples: [
      { does: 'all that are approved', line: 'ringtrace request send' },
      { does: 'one', line: 'ringtrace request send req-7k3f9q2m4d' },
    ],
    about: `A provider gets one message for all its requests, whatever their cases. The message names no other hop than its own and the one that named it. The exact bytes are kept, and 'ringtrace request show' shows them.`,
    arguments: { ids: { ...ids, optional: true } },
    options: { ...acting, json },
  }),
  remind: defineSubcommand({
    summary: 'remind providers of requests',
    examples: [{ does: 'one request', line: 'ringtrace request remind req-7k3f9q2m4d' }],
    arguments: { ids },
    options: { ...acting, json },
  }),
  mark: defineSubcommand({
    summary: 'write down what became of a message, where no channel tells it',
    examples: [
      { does: 'a letter arrived', line: 'ringtrace request mark req-7k3f9q2m4d delivered' },
      {
        does: 'the provider works on it',
        line: "ringtrace request mark req-7k3f9q2m4d acknowledged --by 'Dana of Acme'",
      },
      {
        does: 'a mail came back',
        line: "ringtrace request mark req-7k3f9q2m4d bounced --reason 'no such mailbox'",
      },
    ],
    arguments: {
      id,
      what: { about: 'what became of it', oneOf: ['delivered', 'bounced', 'acknowledged'] },
    },
    options: {
      by: { type: 'string', value: 'NAME', about: 'who acknowledged it for the provider' },
      ...seen,
      ...acting,
      json,
    },
  }),
  withdraw: defineSubcommand({
    summary: 'take a request back',
    examples: [
      {
        does: 'it is not needed',
        line: "ringtrace request withdraw req-7k3f9q2m4d --reason 'they answered by telephone'",
      },
    ],
    arguments: { id },
    options: { ...seen, ...acting, json },
  }),
};

export const usage = defineGroup({
  examples: [
    ...subcommands.list.examples,
    ...subcommands.approve.examples,
    ...subcommands.send.examples,
    ...subcommands.show.examples,
  ],
  about: `A request asks one provider about one call. It is a draft until a person approves it.`,
  subcommands,
});
