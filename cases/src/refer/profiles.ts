import type { Profile } from '../model/package.ts';
import type { Scope } from './scope.ts';

/** What a profile shows. What is not shown is left out, and the package lists it as withheld. */
export interface Disclosure {
  /** Called numbers belong to the called parties. masked: area code and exchange stay, the last four digits do not. */
  readonly calledNumbers: 'full' | 'masked' | 'none';
  readonly callingNumbers: 'full' | 'none';
  /** Legs and feed messages. own: those that the provider reported itself. */
  readonly legs: 'all' | 'own' | 'none';
  /** Hops. own: the provider's own one and its neighbour below. proven: providers that records prove. */
  readonly hops: 'all' | 'own' | 'proven' | 'none';
  /** Requests, answers and actions. own: those of the provider. */
  readonly exchanges: 'all' | 'own' | 'none';
  /** Bytes as they were sent and came in. They hold called numbers in full. */
  readonly bytes: boolean;
  /** Events. own: only when something happened to the provider's own requests and answers. */
  readonly timeline: 'all' | 'own' | 'none';
  /** Names of customers. */
  readonly customers: boolean;
  /** Kind of scam in the group's words. */
  readonly category: boolean;
  /** Texts that people wrote about the case: titles, reasons, notes on answers. */
  readonly texts: boolean;
  /** Notes of the group for itself, and the names of its people. */
  readonly internal: boolean;
  readonly signals: boolean;
  readonly certificates: boolean;
  /** What the command must be told beside the profile. */
  readonly needs: 'demand' | 'provider' | 'nothing';
}

/** What a profile shows within a scope. A text that a person wrote may name any provider. */
export const disclosureOf = (profile: Profile, { providers }: Scope): Disclosure =>
  providers.length === 0 ? disclosures[profile] : { ...disclosures[profile], texts: false };

/** What each profile shows. Everything that leaves the group is made by this table. */
export const disclosures: Readonly<Record<Profile, Disclosure>> = {
  provider: {
    calledNumbers: 'full',
    callingNumbers: 'full',
    legs: 'own',
    hops: 'own',
    exchanges: 'own',
    bytes: true,
    timeline: 'own',
    customers: true,
    category: false,
    texts: false,
    internal: false,
    signals: false,
    certificates: false,
    needs: 'provider',
  },
  member: {
    calledNumbers: 'none',
    callingNumbers: 'none',
    legs: 'none',
    hops: 'none',
    exchanges: 'none',
    bytes: false,
    timeline: 'none',
    customers: false,
    category: false,
    texts: false,
    internal: false,
    signals: false,
    certificates: false,
    needs: 'provider',
  },
  agency: {
    calledNumbers: 'masked',
    callingNumbers: 'full',
    legs: 'all',
    hops: 'all',
    exchanges: 'all',
    bytes: false,
    timeline: 'all',
    customers: true,
    category: true,
    texts: true,
    internal: false,
    signals: true,
    certificates: true,
    needs: 'nothing',
  },
  legal: {
    calledNumbers: 'full',
    callingNumbers: 'full',
    legs: 'all',
    hops: 'all',
    exchanges: 'all',
    bytes: true,
    timeline: 'all',
    customers: true,
    category: true,
    texts: true,
    internal: true,
    signals: true,
    certificates: true,
    needs: 'demand',
  },
  public: {
    calledNumbers: 'none',
    callingNumbers: 'none',
    legs: 'none',
    hops: 'proven',
    exchanges: 'none',
    bytes: false,
    timeline: 'none',
    customers: false,
    category: true,
    texts: false,
    internal: false,
    signals: true,
    certificates: false,
    needs: 'nothing',
  },
};
