import { useEffect, useRef } from 'react';
import { stored } from './stored.ts';

/** Keys of one character can be turned off: whoever speaks to the machine, or has other keys, would start them unmeant. */
export const keysChoice = stored('ringtrace.keys', ['on', 'off']);

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
}

/** The key of a shortcut; undefined where the person types into a field, or holds another key for the browser. */
export function shortcutOf(pressed: Pressed, inField: boolean, allowed: boolean): string | undefined {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = pressed;
  if (!allowed || inField || ctrlKey || metaKey || altKey || isComposing || defaultPrevented)
    return undefined;
  return key;
}

const fields = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
const isField = (target: EventTarget | null) => target instanceof Element && target.closest(fields) !== null;

/** Calls `handle` with each key that is pressed outside of fields and dialogs. It returns true where it has used the key. */
export function useShortcuts(handle: (key: string) => boolean): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role=dialog]') !== null) return;
      const key = shortcutOf(event, isField(event.target), keysChoice.get() === 'on');
      if (key !== undefined && latest.current(key)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
