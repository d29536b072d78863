import type { ReactNode } from 'react';
import { safe } from './draw/words.ts';
import './charts.css';

interface PathHop {
  readonly provider: string;
  /** What the provider did, such as `transit`. */
  readonly role: string;
  /** Whether the provider reported a leg of the call itself. */
  readonly reported: boolean;
  /** How the hand-over to it is known, in words, such as `both sides report it`; '' for the first. */
  readonly known_by: string;
}

export interface PathTreeProps {
  /** From the origin to the end. */
  readonly hops: readonly PathHop[];
  /** Other routes that the call was tried on: the providers of each, in order. */
  readonly others?: readonly (readonly string[])[];
  /** Shows a provider's name; for a link to its page. */
  readonly nameOf?: (provider: string) => ReactNode;
}

/** A traced call's path as a nested list: each provider within the one that handed it the call. */
export function PathTree({ hops, others = [], nameOf = safe }: PathTreeProps) {
  if (hops.length === 0) return <p className="chart-empty">No provider of this call is known.</p>;
  return (
    <div className="path-tree">
      <Below hops={hops} nameOf={nameOf} />
      {others.length > 0 && (
        <>
          <p className="hop-said">Also tried, or rung elsewhere:</p>
          <ul>
            {others.map((route) => (
              <li key={route.join(' ')}>
                {route.map((provider, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a provider may be in a route twice
                  <span key={i}>
                    {i > 0 && ' → '}
                    {nameOf(provider)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Below({
  hops: [first, ...rest],
  nameOf,
}: {
  readonly hops: readonly PathHop[];
  nameOf(name: string): ReactNode;
}) {
  if (first === undefined) return null;
  return (
    <ol>
      <li>
        <span className={first.reported ? 'hop-name' : 'hop-name named'}>{nameOf(first.provider)}</span>{' '}
        <span className="hop-said">
          {[first.role, first.reported ? 'has reported it' : 'only named by others', first.known_by]
            .filter((words) => words !== '')
            .map(safe)
            .join(' · ')}
        </span>
        <Below hops={rest} nameOf={nameOf} />
      </li>
    </ol>
  );
}
