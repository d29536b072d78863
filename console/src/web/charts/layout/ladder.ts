export interface LadderHop {
  readonly provider: string;
  /** What the provider did, such as `transit`. */
  readonly role?: string;
  /** Whether the provider reported a leg of the call itself. */
  readonly reported: boolean;
}

/** A leg as its carrier reported it. */
export interface LadderLeg {
  readonly carrier: string;
  /** ms since 1970, by the carrier's clock. */
  readonly at: number;
  /** Who handed the call in: the carrier itself for its own customer, '' where the record does not say. */
  readonly upstream: string;
  /** Who got the call: the carrier itself for its own subscriber, '' where the record does not say. */
  readonly downstream: string;
  readonly customer?: string;
  readonly sip_code: number;
  readonly answered: boolean;
  readonly duration_ms: number;
}

/** A hand-over from one column to another. A side that reports it has its own time. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly sent: number | undefined;
  readonly received: number | undefined;
}

export interface Column {
  readonly provider: string;
  readonly role: string;
  readonly reported: boolean;
  /** Its legs, by time. */
  readonly legs: readonly LadderLeg[];
  /** The customer that its record names; undefined where the call was not its own customer's. */
  readonly customer: string | undefined;
  /** Whether its own subscriber was called. */
  readonly isEnd: boolean;
}

export interface LadderLayout {
  readonly columns: readonly Column[];
  /** In the order of the path, not of the clocks: carriers' clocks differ. */
  readonly arrows: readonly Arrow[];
}

/** The columns of the path's providers and of all that its legs name, and the hand-overs between them. */
export function ladderLayout(hops: readonly LadderHop[], legs: readonly LadderLeg[]): LadderLayout {
  const sorted = legs.toSorted((a, b) => a.at - b.at);
  const named = sorted.flatMap(({ upstream, carrier, downstream }) => [upstream, carrier, downstream]);
  const providers = [...new Set([...hops.map(({ provider }) => provider), ...named])].filter(
    (name) => name !== '',
  );
  const columns = providers.map((provider): Column => {
    const hop = hops.find((one) => one.provider === provider);
    const own = sorted.filter(({ carrier }) => carrier === provider);
    const fromCustomer = own.find(({ upstream }) => upstream === provider);
    return {
      provider,
      role: hop?.role ?? '',
      reported: hop?.reported === true || own.length > 0,
      legs: own,
      customer: fromCustomer === undefined ? undefined : (fromCustomer.customer ?? ''),
      isEnd: own.some(({ downstream }) => downstream === provider),
    };
  });
  return { columns, arrows: arrowsOf(providers, hops, sorted) };
}

function arrowsOf(
  providers: readonly string[],
  hops: readonly LadderHop[],
  legs: readonly LadderLeg[],
): Arrow[] {
  const at = (provider: string) => providers.indexOf(provider);
  const tells = legs.flatMap(({ carrier, upstream, downstream, at: time }) => [
    ...(upstream === '' || upstream === carrier
      ? []
      : [{ from: at(upstream), to: at(carrier), side: 'received' as const, time }]),
    ...(downstream === '' || downstream === carrier
      ? []
      : [{ from: at(carrier), to: at(downstream), side: 'sent' as const, time }]),
  ]);
  const steps = hops
    .slice(1)
    .map(({ provider }, i) => ({ from: at(hops[i]?.provider ?? ''), to: at(provider) }));
  const pairs = new Map<number, { readonly from: number; readonly to: number }>(
    [...steps, ...tells]
      .filter(({ from, to }) => from !== to)
      .map(({ from, to }) => [from * providers.length + to, { from, to }]),
  );
  return [...pairs.values()]
    .flatMap(({ from, to }): Arrow[] => {
      const timesOf = (side: 'sent' | 'received') =>
        tells
          .filter((tell) => tell.side === side && tell.from === from && tell.to === to)
          .map(({ time }) => time);
      const [sent, received] = [timesOf('sent'), timesOf('received')];
      // A carrier that tries again hands the same call over twice.
      const attempts = Math.max(1, sent.length, received.length);
      return Array.from({ length: attempts }, (_, i) => ({ from, to, sent: sent[i], received: received[i] }));
    })
    .sort((a, b) => a.from - b.from || timeOf(a) - timeOf(b) || a.to - b.to);
}

const timeOf = ({ sent, received }: Arrow) => Math.min(sent ?? Infinity, received ?? Infinity);

/** How a hand-over is known, in words. */
export function knownBy({ sent, received }: Arrow): string {
  if (sent !== undefined && received !== undefined) return 'both sides report it';
  if (sent !== undefined) return 'only the sending side reports it';
  return received === undefined ? 'nobody reports it' : 'only the receiving side reports it';
}

/** How a carrier says that the call ended. */
export function endOf({ sip_code, answered, duration_ms }: LadderLeg): string {
  const seconds = `${(duration_ms / 1_000).toFixed(1)} s`;
  return answered ? `answered, ${seconds}` : `not answered${sip_code === 0 ? '' : ` (${sip_code})`}`;
}
