/** The board from the keyboard: arrows walk from card to card, Alt and an arrow carries the card. */

import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

import { stepSlot, type ColumnOrder, type Direction, type Slot } from './drop-target.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

interface CardKeys {
  readonly rootRef: RefObject<HTMLElement | null>;
  readonly order: readonly ColumnOrder[];
  readonly reveal: (cardId: string) => void;
  readonly onCarry: (cardId: string, slot: Slot) => void;
  readonly onEdge: () => void;
}

export function useCardKeys({ rootRef, order, reveal, onCarry, onEdge }: CardKeys): (event: KeyboardEvent) => void {
  const focusNextRef = useRef<string | null>(null);

  // A card that changes its column is mounted anew: the focus goes after it.
  useEffect(() => {
    const cardId = focusNextRef.current;
    if (cardId === null) return undefined;
    const frame = requestAnimationFrame(() => {
      focusNextRef.current = null;
      focusCard(rootRef.current, cardId, reveal);
    });
    return () => cancelAnimationFrame(frame);
  }, [order, rootRef, reveal]);

  return (event) => {
    const direction = DIRECTIONS[event.key];
    const cardId = event.target instanceof HTMLElement ? event.target.dataset['cardId'] : undefined;
    if (direction === undefined || cardId === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const slot = stepSlot(order, cardId, direction);
    if (!event.altKey) {
      const neighbour = slot === null ? undefined : cardAt(order, slot);
      if (neighbour !== undefined) focusCard(rootRef.current, neighbour, reveal);
      return;
    }
    if (slot === null) {
      onEdge();
      return;
    }
    focusNextRef.current = cardId;
    onCarry(cardId, slot);
  };
}

function cardAt(order: readonly ColumnOrder[], slot: Slot): string | undefined {
  const column = order.find((candidate) => candidate.columnId === slot.columnId);
  return column?.cardIds[slot.index] ?? column?.cardIds.at(-1);
}

function focusCard(root: HTMLElement | null, cardId: string, reveal: (cardId: string) => void): void {
  reveal(cardId);
  requestAnimationFrame(() => {
    root?.querySelector<HTMLElement>(`[data-card-id="${CSS.escape(cardId)}"]`)?.focus({ preventScroll: false });
  });
}
