/** The mounted columns of the board, for whoever needs to measure, scroll or reveal. */

import { useCallback, useMemo, useRef, type RefObject } from 'react';

import type { ColumnHandle } from './Column.tsx';
import { findSlot, type Point, type Slot } from './drop-target.ts';

export interface ColumnHandles {
  readonly mount: (columnId: string, handle: ColumnHandle | null) => void;
  readonly reveal: (cardId: string) => void;
  readonly locate: (point: Point, cardId: string) => Slot | null;
  /** The board itself and the column under the point: both scroll while a card is carried to their edges. */
  readonly scrollersAt: (point: Point) => readonly HTMLElement[];
}

export function useColumnHandles(boardRef: RefObject<HTMLElement | null>): ColumnHandles {
  const handlesRef = useRef(new Map<string, ColumnHandle>());
  const mount = useCallback((columnId: string, handle: ColumnHandle | null) => {
    if (handle === null) handlesRef.current.delete(columnId);
    else handlesRef.current.set(columnId, handle);
  }, []);
  return useMemo(() => {
    const all = (): ColumnHandle[] => [...handlesRef.current.values()];
    return {
      mount,
      reveal: (cardId) => all().forEach((handle) => handle.reveal(cardId)),
      locate: (point, cardId) =>
        findSlot(
          all().map((handle) => handle.measure()),
          point,
          cardId,
        ),
      scrollersAt: ({ x }) => {
        const under = all().find(({ scroller }) => {
          const { left, right } = scroller.getBoundingClientRect();
          return left <= x && x <= right;
        });
        return [boardRef.current, under?.scroller ?? null].filter((scroller) => scroller !== null);
      },
    };
  }, [mount, boardRef]);
}
