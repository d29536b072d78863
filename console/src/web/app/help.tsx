import { Dialog } from 'radix-ui';
import { keysChoice } from '../state/keys.ts';
import type { Place } from './places.ts';

const keys = [
  [['/'], 'go to the search field of the page'],
  [['j', 'k'], 'next row, row before (arrow keys too, once a row is chosen)'],
  [['Enter'], 'open the row'],
  [['x'], 'select the row'],
  [['.'], 'refresh now'],
  [['Esc'], 'close what is open'],
  [['?'], 'this help'],
] as const;

interface Props {
  readonly places: readonly Place[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** The keys of the console. */
export function Help({ places, open, onOpen }: Props) {
  const choice = keysChoice.use();
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <Dialog.Trigger asChild>
        <button type="button" aria-label="Keys" title="Keys (?)">
          ?
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>Keys</Dialog.Title>
          <dl className="keys">
            {keys.map(([names, what]) => (
              <Key key={what} names={names} what={what} />
            ))}
            {places.map(({ key, label }) => (
              <Key key={key} names={['g', key]} what={label} />
            ))}
          </dl>
          <label className="choice">
            <input
              type="checkbox"
              checked={choice === 'on'}
              onChange={(event) => keysChoice.set(event.target.checked ? 'on' : 'off')}
            />
            These keys work in this browser
          </label>
          <div className="dialog-buttons">
            <Dialog.Close asChild>
              <button type="button">Close</button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const Key = ({ names, what }: { readonly names: readonly string[]; readonly what: string }) => (
  <>
    <dt>
      {names.map((name, i) => (
        <span key={name}>
          {i === 0 ? '' : ' '}
          <kbd>{name}</kbd>
        </span>
      ))}
    </dt>
    <dd>{what}</dd>
  </>
);
