import { hourMs } from '@ringtrace/schemas/durations';

/** How many attempts are free, and how long one waits after those, ms: twice as long each time. */
interface Rule {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Many people may sit behind one address. */
const rules = {
  name: { free: 5, firstMs: 1_000, longestMs: 60_000 },
  address: { free: 20, firstMs: 1_000, longestMs: 60_000 },
} as const satisfies Record<string, Rule>;

/** After this time without an attempt, ms, all is forgotten. */
const forgetMs = hourMs;
/** Names and addresses that are remembered at most; the one that was tried longest ago makes room. */
const mostRemembered = 10_000;

interface Tried {
  readonly times: number;
  /** ms since 1970. */
  readonly at: number;
  readonly until: number;
}

/** Who tries to sign in, and from where. */
interface Who {
  readonly name: string;
  readonly address: string;
}

/** Slows down whoever tries passwords: by name and by address. The longest wait is short, so that nobody can lock others out. */
export interface Attempts {
  /** Begins an attempt; it counts as failed until `succeeded`. Returns ms to wait, and 0 where the attempt may go on. */
  begin(who: Who): number;
  succeeded(who: Who): void;
}

/** @param now ms since 1970 */
export function attemptsWith(now: () => number = Date.now): Attempts {
  const tried = new Map<string, Tried>();

  const standing = (key: string): Tried => {
    const found = tried.get(key);
    return found === undefined || now() - found.at >= forgetMs ? { times: 0, at: 0, until: 0 } : found;
  };
  function write(key: string, one: Tried): void {
    tried.delete(key);
    tried.set(key, one);
    const [oldest] = tried.keys();
    if (tried.size > mostRemembered && oldest !== undefined) tried.delete(oldest);
  }
  function count(key: string, { free, firstMs, longestMs }: Rule): void {
    const at = now();
    const times = standing(key).times + 1;
    const wait = times < free ? 0 : Math.min(longestMs, firstMs * 2 ** (times - free));
    write(key, { times, at, until: at + wait });
  }
  const keys = ({ name, address }: Who) => ({ name: `name ${name}`, address: `address ${address}` });

  return {
    begin(who) {
      const { name, address } = keys(who);
      const wait = Math.max(standing(name).until, standing(address).until) - now();
      if (wait > 0) return wait;
      count(name, rules.name);
      count(address, rules.address);
      return 0;
    },
    succeeded(who) {
      const { name, address } = keys(who);
      tried.delete(name);
      // Only this attempt is taken back: a person with a password must not clear the address for trying others' names.
      const { times, at } = standing(address);
      if (times > 1) write(address, { times: times - 1, at, until: 0 });
      else tried.delete(address);
    },
  };
}
