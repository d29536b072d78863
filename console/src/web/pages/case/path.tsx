import { Badge } from '../../parts/badge.tsx';
import { Provider } from '../../parts/provider.tsx';
import { bases, type ShownHop, spaced } from './shown.ts';

interface Props {
  /** What the path is, for whoever can not see where it stands. */
  readonly caption: string;
  readonly hops: readonly ShownHop[];
  /** Provider that is asked next; '' = nobody. */
  readonly ask: string;
  /** Providers that were asked and stayed silent. */
  readonly silent?: ReadonlySet<string>;
}

/** The path of a traced call, from the terminating provider towards the origin, with the basis of each hop. */
export const Path = ({ caption, hops, ask, silent = new Set() }: Props) => (
  <div className="table-scroll">
    <table className="case-path">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Hop</th>
          <th scope="col">Provider</th>
          <th scope="col">Role</th>
          <th scope="col">Basis</th>
          <th scope="col">How it is known</th>
        </tr>
      </thead>
      <tbody>
        {hops.map(({ position, provider, role, basis, reported, country, detail }) => (
          <tr key={position} className={basis === 'record' || basis === 'both' ? 'proven' : 'claimed'}>
            <td className="numeric">{position}</td>
            <th scope="row">
              <Provider id={provider} />
              {provider === ask ? <Badge kind="warn">asked next</Badge> : null}
              {silent.has(provider) ? <Badge kind="bad">silent</Badge> : null}
            </th>
            <td>
              {spaced(role)}
              {country === '' ? '' : `, ${country}`}
            </td>
            <td>
              <Badge kind={bases[basis].kind} title={bases[basis].words}>
                {basis}
              </Badge>
            </td>
            <td className="long">
              {detail}{' '}
              {reported ? null : <span className="faint">(It reported no leg of the call itself.)</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
