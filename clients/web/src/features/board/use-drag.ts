/** The carried card and its slot as React state; the ghost itself follows the pointer without rendering. */

import { useEffect, useRef, useState, type RefObject } from 'react';

import { DragController, type Carried } from './drag-controller.ts';
import type { Point, Slot } from './drop-target.ts';

export interface DragHandlers {
  readonly mayCarry: (cardId: string) => boolean;
  readonly locate: (point: Point, cardId: string) => Slot | null;
  readonly scrollersAt: (point: Point) => readonly HTMLElement[];
  readonly onLift: (cardId: string) => void;
  readonly onDrop: (cardId: string, slot: Slot) => void;
  readonly onPutBack: (cardId: string) => void;
}

export interface Drag {
  readonly rootRef: RefObject<HTMLDivElement | null>;
  readonly ghostRef: RefObject<HTMLDivElement | null>;
  readonly carried: Carried | null;
  readonly slot: Slot | null;
}

export function useDrag(handlers: DragHandlers): Drag {
  const rootRef = useRef<HTMLDivElement>(null);
  const ghostRef = useRef<HTMLDivElement>(null);
  const handlersRef = useRef(handlers);
  const startRef = useRef<Point>({ x: 0, y: 0 });
  const [carried, setCarried] = useState<Carried | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);

  useEffect(() => {
    handlersRef.current = handlers;
  });

  useEffect(() => {
    const root = rootRef.current;
    if (root === null) return undefined;
    const settle = (): void => {
      setCarried(null);
      setSlot(null);
    };
    const controller = new DragController(root, {
      mayCarry: (cardId) => handlersRef.current.mayCarry(cardId),
      locate: (point, cardId) => handlersRef.current.locate(point, cardId),
      scrollersAt: (point) => handlersRef.current.scrollersAt(point),
      lift: (card, point) => {
        startRef.current = { x: point.x - card.grip.x, y: point.y - card.grip.y };
        setCarried(card);
        handlersRef.current.onLift(card.cardId);
      },
      follow: (card, point) => placeGhost(ghostRef.current, card, point),
      hover: setSlot,
      drop: (cardId, target) => {
        settle();
        handlersRef.current.onDrop(cardId, target);
      },
      putBack: (cardId) => {
        settle();
        handlersRef.current.onPutBack(cardId);
      },
    });
    return () => controller.destroy();
  }, []);

  useEffect(() => {
    const ghost = ghostRef.current;
    if (carried === null || ghost === null) return;
    ghost.style.transform = `translate3d(${startRef.current.x}px, ${startRef.current.y}px, 0)`;
  }, [carried]);

  return { rootRef, ghostRef, carried, slot };
}

function placeGhost(ghost: HTMLDivElement | null, card: Carried, point: Point): void {
  if (ghost === null) return;
  ghost.style.transform = `translate3d(${point.x - card.grip.x}px, ${point.y - card.grip.y}px, 0)`;
}
