import { useLocation } from '@tanstack/react-router';
import { useRawSearch } from '../state/use-search.ts';
import { PageLink } from './link.tsx';
import './tabs.css';

interface Props {
  /** What the tabs are of, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly label: string }[];
  readonly now: string;
}

/** What belongs to the list of one tab, and not to that of another. */
const ofList = new Set(['tab', 'sort', 'offset', 'cols', 'numbers', 'reason']);

/** Parts of a page, one shown at a time. Which one stands in the address as `tab`. */
export function Tabs({ label, tabs, now }: Props) {
  const { pathname } = useLocation();
  const kept = Object.fromEntries(Object.entries(useRawSearch()).filter(([name]) => !ofList.has(name)));
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ id, label: name }, i) => (
          <li key={id} aria-current={id === now ? 'page' : undefined}>
            <PageLink to={{ path: pathname, search: i === 0 ? kept : { ...kept, tab: id } }}>{name}</PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
