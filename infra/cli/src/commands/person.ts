import { openPeople } from '@ringtrace/console/server/people/open';
import type { People } from '@ringtrace/console/server/people/people';
import { loadConfig } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';
import { actorOf } from '../cases.ts';
import { command, group } from '../command.ts';
import { print, printJson, say, table } from '../output.ts';
import { usage } from '../usage/person.ts';

/** Runs `work` on the people of this RINGTRACE_HOME. */
async function withPeople<R>(work: (people: People) => Promise<R> | R): Promise<R> {
  const opened = openPeople(loadConfig().RINGTRACE_HOME);
  try {
    return await work(opened.people);
  } finally {
    opened.close();
  }
}

const { add, list, role, password, remove } = usage.subcommands;

const tellPassword = (made: string) => {
  print(made);
  say('The password is shown this once.');
};

export const person = group('person', usage, {
  add: command(add, ({ name }, { role: given, carrier = '', ...who }) =>
    withPeople(async (people) => {
      tellPassword(await people.add({ name, role: given, carrier }, actorOf(who)));
      return 0;
    }),
  ),
  list: command(list, (_, { json }) =>
    withPeople((people) => {
      const found = people.list().map(({ name, role: what, carrier, way, added_at }) => ({
        name,
        role: what,
        carrier,
        signs_in_by: way,
        added: new Date(added_at).toISOString(),
      }));
      if (json) printJson(found);
      else if (found.length === 0)
        print("Nobody may use the console yet: 'ringtrace person add NAME --role lead' adds somebody.");
      else print(table(found.map((one) => ({ ...one, name: visible(one.name) }))));
      return 0;
    }),
  ),
  role: command(role, ({ name }, { role: given, carrier = '', ...who }) =>
    withPeople((people) => {
      people.setRole({ name, role: given, carrier }, actorOf(who));
      print(`${visible(name)} is ${given}${carrier === '' ? '' : ` of ${carrier}`} from now on.`);
      return 0;
    }),
  ),
  password: command(password, ({ name }, who) =>
    withPeople(async (people) => {
      tellPassword(await people.newPassword(name, actorOf(who)));
      return 0;
    }),
  ),
  remove: command(remove, ({ name }, who) =>
    withPeople((people) => {
      people.remove(name, actorOf(who));
      print(`${visible(name)} can't sign in any more.`);
      return 0;
    }),
  ),
});
