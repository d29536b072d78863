import { addresses } from '../state/addresses.ts';
import { shownText } from '../state/visible.ts';
import { Badge } from './badge.tsx';
import { PageLink } from './link.tsx';

interface Props {
  readonly id: string;
  /** proven: its own records show it. claimed: only another provider's records name it. */
  readonly basis?: 'proven' | 'claimed';
}

/** A provider, as a link to its page. */
export const Provider = ({ id, basis }: Props) =>
  id === '' ? (
    <span className="faint">unknown</span>
  ) : (
    <span className="provider">
      <PageLink to={addresses.provider(id)}>{shownText(id)}</PageLink>
      {basis === undefined ? null : (
        <Badge
          kind={basis === 'proven' ? 'ok' : 'warn'}
          title={
            basis === 'proven'
              ? 'its own records show these calls'
              : "only another provider's records name this provider"
          }
        >
          {basis}
        </Badge>
      )}
    </span>
  );
