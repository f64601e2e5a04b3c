/** Actions: one object per command a person can give, for menus, the palette and the keyboard alike. */
import { createElement, useEffect, useMemo, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import type { MenuEntry } from '../ui/menu-entry.ts';

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon?: ComponentType<{ readonly 'aria-hidden': true }>;
  /** "mod+k", "n", or two keys one after the other: "g b". */
  readonly shortcut?: string;
  readonly tone?: 'plain' | 'danger';
  /** Its shortcut works in a text field too, where most keys belong to the text. */
  readonly worksWhileTyping?: boolean;
  readonly isAllowed: boolean;
  readonly perform: () => void;
}

let offered: ReadonlyMap<symbol, readonly Action[]> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<symbol, readonly Action[]>): void {
  offered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers actions while the component is mounted; memoize the array. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    const owner = Symbol('actions');
    change(new Map([...offered, [owner, actions]]));
    return () => {
      change(new Map([...offered].filter(([other]) => other !== owner)));
    };
  }, [actions]);
}

/** Everything on offer now, the screen's own actions first. */
export function useOfferedActions(): readonly Action[] {
  const lists = useSyncExternalStore(subscribe, () => offered);
  return useMemo(() => [...lists.values()].reverse().flat().filter((action) => action.isAllowed), [lists]);
}

export function iconOf(action: Action): ReactNode {
  return action.icon ? createElement(action.icon, { 'aria-hidden': true }) : null;
}

export function toMenuEntries(actions: readonly Action[]): readonly MenuEntry[] {
  return actions
    .filter((action) => action.isAllowed)
    .map((action) => ({
      id: action.id,
      label: action.label,
      icon: iconOf(action),
      shortcut: action.shortcut && formatShortcut(action.shortcut),
      tone: action.tone ?? 'plain',
      onSelect: action.perform,
    }));
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** "mod+k" as it is printed on this machine's keys. */
export function formatShortcut(shortcut: string): string {
  return shortcut
    .split(' ')
    .map((press) => press.replace('mod+', isMac ? '⌘' : 'Ctrl+').replace(/[a-z]$/, (letter) => letter.toUpperCase()))
    .join(' ');
}

function pressOf(event: KeyboardEvent): string {
  return (event.ctrlKey || event.metaKey ? 'mod+' : '') + event.key.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

const SEQUENCE_MS = 1_000;

/** Lets the keyboard give every action on offer. */
export function useShortcuts(actions: readonly Action[]): void {
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    function handleKeyDown(event: KeyboardEvent): void {
      const press = pressOf(event);
      if (event.altKey || event.isComposing) return;
      const isInText = isTyping(event.target);
      const sequence = event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${press}` : '';
      const action = actions.find(({ shortcut }) => shortcut === sequence) ?? actions.find(({ shortcut }) => shortcut === press);
      [first, firstAt] = [press, event.timeStamp];
      if (!action || (isInText && action.worksWhileTyping !== true)) return;
      event.preventDefault();
      first = '';
      action.perform();
    }
    window.addEventListener('keydown', handleKeyDown);
    return () => {
      window.removeEventListener('keydown', handleKeyDown);
    };
  }, [actions]);
}
