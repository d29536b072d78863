import type { z } from 'zod';
import { type Action, actionEvents } from './action.ts';
import { type Answer, answerEvents } from './answer.ts';
import { type Candidate, candidateEvents } from './candidate.ts';
import { type Case, caseEvents } from './case.ts';
import { type Demand, demandEvents } from './demand.ts';
import { type Feed, feedEvents } from './feed.ts';
import type { Kind, Ref } from './ids.ts';
import { type Package, packageEvents } from './package.ts';
import { type Provider, providerEvents } from './provider.ts';
import { type Request, requestEvents } from './request.ts';
import { type Retention, retentionEvents } from './retention.ts';
import { type Settings, settingsEvents } from './settings.ts';
import { type Traceback, tracebackEvents } from './traceback.ts';

/** The state of a thing of each kind, as its events leave it. */
export interface States {
  readonly case: Case;
  readonly traceback: Traceback;
  readonly request: Request;
  readonly answer: Answer;
  readonly action: Action;
  readonly candidate: Candidate;
  readonly provider: Provider;
  readonly demand: Demand;
  readonly package: Package;
  readonly settings: Settings;
  readonly feed: Feed;
  readonly retention: Retention;
}

/** The events that each kind has, by their type, with the shape of their data. */
export const eventsOf = {
  case: caseEvents,
  traceback: tracebackEvents,
  request: requestEvents,
  answer: answerEvents,
  action: actionEvents,
  candidate: candidateEvents,
  provider: providerEvents,
  demand: demandEvents,
  package: packageEvents,
  settings: settingsEvents,
  feed: feedEvents,
  retention: retentionEvents,
} as const satisfies Record<Kind, Record<string, z.ZodType>>;

/** An event before it is in the log: its type and data. */
export type Happened<K extends Kind> = {
  readonly [T in keyof (typeof eventsOf)[K] & string]: {
    readonly type: T;
    readonly data: (typeof eventsOf)[K][T] extends z.ZodType<infer D> ? D : never;
  };
}[keyof (typeof eventsOf)[K] & string];

/** What every event in the log says beside its own data. */
export interface Envelope {
  /** Place in the log, from 1, without gaps. */
  readonly sequence: number;
  /** When it was written, ms since 1970; never before the event ahead of it. */
  readonly at: number;
  /** Place in the stream of its thing, from 1. */
  readonly version: number;
  /** Who did it. 'ringtrace' stands for the clock and other rules. */
  readonly actor: string;
  /** Why, in the actor's words; '' = not said. */
  readonly reason: string;
}

/** An event in the log. */
export type CaseEvent<K extends Kind = Kind> = {
  [P in K]: Envelope & { readonly ref: Ref<P> } & Happened<P>;
}[K];
