import { RefusedError } from '@ringtrace/cases/model/refused';
import { openPeople } from '@ringtrace/console/server/people/open';
import type { People } from '@ringtrace/console/server/people/people';
import { keyOf, type Person } from '@ringtrace/console/server/people/person';
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

/** Whether nobody would be a lead any more, were it not for this person. */
export function lastLead(people: readonly Pick<Person, 'name' | 'role'>[], name: string): boolean {
  const leads = people.filter(({ role: what }) => what === 'lead');
  return leads.length === 1 && leads.some((one) => keyOf(one.name) === keyOf(name));
}

/** Throws RefusedError where nobody could give roles any more. */
function keepOneLead(people: People, name: string, force: boolean): void {
  if (force || !lastLead(people.list(), name)) return;
  throw new RefusedError(
    `${visible(name)} is the last lead, and nobody could give roles in the console then: 'ringtrace person add NAME --role lead' makes another one first, and --force does it all the same`,
  );
}

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
  role: command(role, ({ name }, { role: given, carrier = '', force = false, ...who }) =>
    withPeople((people) => {
      if (given !== 'lead') keepOneLead(people, name, force);
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
  remove: command(remove, ({ name }, { force = false, ...who }) =>
    withPeople((people) => {
      keepOneLead(people, name, force);
      people.remove(name, actorOf(who));
      print(`${visible(name)} can't sign in any more.`);
      return 0;
    }),
  ),
});
