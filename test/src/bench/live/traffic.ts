import { type Batcher, createBatcher } from '@ringtrace/ingest/feed/batches';
import type { OutgoingMessage } from '@ringtrace/platform/kafka/producer';
import { feedTopic } from '@ringtrace/schemas/topics';
import type { LabelledCall } from '@ringtrace/simulator/call';
import { legsOf } from '@ringtrace/simulator/legs';
import { feedMessage } from '../traffic/framing.ts';
import { providerNames } from '../traffic/network.ts';
import { endOf, labelledTraffic } from './labelled.ts';
import { National } from './national.ts';
import type { Plan } from './plan.ts';

/** The call of a campaign from which on the time to its candidate counts, as with `event_time`. */
export const callsUntilDue = 200;

/** What all carriers send in some seconds. */
export interface Cycle {
  readonly messages: readonly OutgoingMessage[];
  readonly cdrs: number;
  /** How many of them must become dead letters. */
  readonly bad: number;
  /** Campaigns whose 200th call is among them. */
  readonly due: readonly string[];
}

/** Everybody whose CDRs arrive. */
export const carriersOf = (plan: Plan): readonly string[] => [
  ...providerNames,
  ...[...labelledTraffic(plan).world.providers.values()].filter((p) => p.member).map((p) => p.id),
];

/** All of a run's traffic in the order in which calls end: the labelled network, and the national mix for the rest of the rate. */
export class LiveTraffic {
  readonly #plan: Plan;
  readonly #labelled: Iterator<LabelledCall>;
  readonly #national: National;
  readonly #batchers = new Map<string, Batcher>();
  readonly #calls = new Map<string, number>();
  #next: LabelledCall | undefined;
  #at: number;
  #made = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    const labelled = labelledTraffic(plan);
    const taken = new Set(labelled.world.population.exchanges.map(({ prefix }) => Number(prefix.slice(2))));
    this.#labelled = labelled.calls()[Symbol.iterator]();
    this.#national = new National(plan.seed, (exchange) => taken.has(exchange));
    this.#at = plan.from;
    this.#advance();
  }

  /** Records of the calls that end before `until`, ms since 1970. The rate holds from the beginning on, exactly. */
  cycle(until: number): Cycle {
    const labelled = this.#labelledUntil(until);
    const wanted = Math.round((this.#plan.rate * (until - this.#plan.from)) / 1_000);
    const rest = Math.max(0, wanted - this.#made - labelled.cdrs);
    const messages = labelled.messages;
    let bad = 0;
    for (const batch of this.#national.batches(rest, this.#at, until)) {
      messages.push({ topic: feedTopic(batch.carrier), key: batch.source, value: feedMessage(batch) });
      bad += batch.bad;
    }
    const cdrs = labelled.cdrs + rest;
    this.#made += cdrs;
    this.#at = until;
    return { messages, cdrs, bad, due: labelled.due };
  }

  #labelledUntil(until: number) {
    const messages: OutgoingMessage[] = [];
    const due: string[] = [];
    let cdrs = 0;
    for (let call = this.#next; call !== undefined && endOf(call) < until; call = this.#advance()) {
      const legs = legsOf(call);
      for (const { provider, cdr } of legs)
        if (this.#batcher(provider.id).push(cdr)) messages.push(...this.#take(provider.id));
      cdrs += legs.length;
      if (legs.length > 0 && this.#count(call.campaign) === callsUntilDue) due.push(call.campaign);
    }
    for (const carrier of this.#batchers.keys()) messages.push(...this.#take(carrier));
    return { messages, cdrs, due };
  }

  /** Calls of a campaign so far, this one included; 0 of no campaign. */
  #count(campaign: string): number {
    if (campaign === '') return 0;
    const calls = (this.#calls.get(campaign) ?? 0) + 1;
    this.#calls.set(campaign, calls);
    return calls;
  }

  #batcher(carrier: string): Batcher {
    const known = this.#batchers.get(carrier);
    if (known !== undefined) return known;
    const batcher = createBatcher(carrier);
    this.#batchers.set(carrier, batcher);
    return batcher;
  }

  #take(carrier: string): OutgoingMessage[] {
    const batches = this.#batcher(carrier).take();
    return batches.map(({ message }) => ({ topic: feedTopic(carrier), key: carrier, value: message }));
  }

  #advance(): LabelledCall | undefined {
    const { value, done } = this.#labelled.next();
    this.#next = done ? undefined : value;
    return this.#next;
  }
}
