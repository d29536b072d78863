import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useShortcuts } from '../state/keys.ts';

interface Rows {
  /** Keys of the rows in their order. */
  readonly keys: readonly string[];
  readonly toggle: (key: string) => void;
}

/** The row after or before; the first where none was chosen. undefined = there is none. */
export function rowAfter(
  keys: readonly string[],
  current: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = current === undefined ? -1 : keys.indexOf(current);
  if (at === -1) return keys[0];
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))];
}

/**
 * Keys of a table. j and k work wherever the focus is, for the table that has it, or else the first of the page. Arrow keys and
 * Enter work on the row that has the focus.
 */
export function useRowKeys(place: RefObject<HTMLDivElement | null>, { keys, toggle }: Rows) {
  const [chosen, setCurrent] = useState<string | undefined>(undefined);
  const current = chosen !== undefined && keys.includes(chosen) ? chosen : keys[0];
  const rowOf = (key: string) =>
    [...(place.current?.querySelectorAll('tr') ?? [])].find((row) => row.dataset['row'] === key);
  const focused = () => {
    const row = document.activeElement?.closest('tr');
    return row !== null && row !== undefined && place.current?.contains(row) === true
      ? row.dataset['row']
      : undefined;
  };
  const go = (step: 1 | -1) => {
    const next = rowAfter(keys, focused(), step);
    if (next !== undefined) rowOf(next)?.focus();
    return next !== undefined;
  };
  useShortcuts((key) => {
    const active = document.activeElement?.closest('.table') ?? document.querySelector('main .table');
    if (active !== place.current) return false;
    if (key === 'j') return go(1);
    if (key === 'k') return go(-1);
    const at = focused();
    if (key !== 'x' || at === undefined) return false;
    toggle(at);
    return true;
  });
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const { target, key } = event;
    if (!(target instanceof HTMLTableRowElement)) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      go(key === 'ArrowDown' ? 1 : -1);
    }
    const link = key === 'Enter' ? target.querySelector('a[data-row-link]') : null;
    if (link instanceof HTMLElement) link.click();
  };
  return { current, setCurrent, onKeyDown };
}
