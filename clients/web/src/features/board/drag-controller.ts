/** Follows one pointer from press to drop: mouse by distance, touch by long press; knows nothing of tasks. */

import { isSameSlot, type Point, type Slot } from './drop-target.ts';

const MOUSE_SLOP = 5;
const TOUCH_SLOP = 10;
const LONG_PRESS_MS = 280;
const EDGE = 56;
const FASTEST_SCROLL = 14;

export interface Carried {
  readonly cardId: string;
  readonly width: number;
  readonly height: number;
  /** Where inside the card it is held. */
  readonly grip: Point;
}

/** What the board does for the controller. */
export interface DragPort {
  readonly mayCarry: (cardId: string) => boolean;
  readonly locate: (point: Point, cardId: string) => Slot | null;
  readonly scrollersAt: (point: Point) => readonly HTMLElement[];
  readonly lift: (carried: Carried, point: Point) => void;
  readonly follow: (carried: Carried, point: Point) => void;
  readonly hover: (slot: Slot | null) => void;
  readonly drop: (cardId: string, slot: Slot) => void;
  readonly putBack: (cardId: string) => void;
}

interface Press {
  readonly pointerId: number;
  readonly isTouch: boolean;
  readonly card: HTMLElement;
  readonly cardId: string;
  readonly origin: Point;
}

export class DragController {
  readonly #root: HTMLElement;
  readonly #port: DragPort;
  #press: Press | null = null;
  #carried: Carried | null = null;
  #slot: Slot | null = null;
  #point: Point = { x: 0, y: 0 };
  #timer = 0;
  #frame = 0;

  constructor(root: HTMLElement, port: DragPort) {
    this.#root = root;
    this.#port = port;
    root.addEventListener('pointerdown', this.#handleDown);
    // Registered from the start: iOS decides at touchstart whether a scroll may still be prevented.
    root.addEventListener('touchmove', this.#handleTouchMove, { passive: false });
    root.addEventListener('contextmenu', this.#handleContextMenu);
  }

  destroy(): void {
    this.#putBack();
    this.#root.removeEventListener('pointerdown', this.#handleDown);
    this.#root.removeEventListener('touchmove', this.#handleTouchMove);
    this.#root.removeEventListener('contextmenu', this.#handleContextMenu);
  }

  readonly #handleDown = (event: PointerEvent): void => {
    if (this.#press !== null || event.button !== 0 || !(event.target instanceof Element)) return;
    const card = event.target.closest<HTMLElement>('[data-card-id]');
    const cardId = card?.dataset['cardId'];
    if (card === null || cardId === undefined || !this.#port.mayCarry(cardId)) return;
    const isTouch = event.pointerType !== 'mouse';
    const origin = { x: event.clientX, y: event.clientY };
    this.#press = { pointerId: event.pointerId, isTouch, card, cardId, origin };
    this.#point = origin;
    if (isTouch) this.#timer = window.setTimeout(this.#lift, LONG_PRESS_MS);
    window.addEventListener('pointermove', this.#handleMove);
    window.addEventListener('pointerup', this.#handleUp);
    window.addEventListener('pointercancel', this.#putBack);
    window.addEventListener('keydown', this.#handleKey, true);
  };

  readonly #handleMove = (event: PointerEvent): void => {
    const press = this.#press;
    if (press === null || event.pointerId !== press.pointerId) return;
    this.#point = { x: event.clientX, y: event.clientY };
    if (this.#carried !== null) {
      this.#schedule();
      return;
    }
    const distance = Math.hypot(this.#point.x - press.origin.x, this.#point.y - press.origin.y);
    if (press.isTouch) {
      if (distance > TOUCH_SLOP) this.#release();
    } else if (distance > MOUSE_SLOP) {
      this.#lift();
    }
  };

  readonly #lift = (): void => {
    const press = this.#press;
    if (press === null) return;
    const box = press.card.getBoundingClientRect();
    const grip = { x: press.origin.x - box.left, y: press.origin.y - box.top };
    this.#carried = { cardId: press.cardId, width: box.width, height: box.height, grip };
    if (press.isTouch) navigator.vibrate?.(10);
    window.getSelection()?.removeAllRanges();
    this.#port.lift(this.#carried, this.#point);
    this.#schedule();
  };

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (): void => {
    this.#frame = 0;
    const carried = this.#carried;
    if (carried === null) return;
    this.#port.follow(carried, this.#point);
    const hasScrolled = scrollNearEdges(this.#port.scrollersAt(this.#point), this.#point);
    const slot = this.#port.locate(this.#point, carried.cardId);
    if (!isSameSlot(slot, this.#slot)) {
      this.#slot = slot;
      this.#port.hover(slot);
    }
    if (hasScrolled) this.#schedule();
  };

  readonly #handleUp = (event: PointerEvent): void => {
    if (this.#press === null || event.pointerId !== this.#press.pointerId) return;
    const carried = this.#carried;
    if (carried === null) {
      this.#release();
      return;
    }
    this.#point = { x: event.clientX, y: event.clientY };
    const slot = this.#port.locate(this.#point, carried.cardId);
    this.#swallowNextClick();
    this.#release();
    if (slot === null) this.#port.putBack(carried.cardId);
    else this.#port.drop(carried.cardId, slot);
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#carried === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#swallowNextClick();
    this.#putBack();
  };

  readonly #putBack = (): void => {
    const carried = this.#carried;
    this.#release();
    if (carried !== null) this.#port.putBack(carried.cardId);
  };

  #release(): void {
    window.clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#press = null;
    this.#carried = null;
    this.#slot = null;
    window.removeEventListener('pointermove', this.#handleMove);
    window.removeEventListener('pointerup', this.#handleUp);
    window.removeEventListener('pointercancel', this.#putBack);
    window.removeEventListener('keydown', this.#handleKey, true);
  }

  /** The click that follows a drop must not open the task. */
  #swallowNextClick(): void {
    const swallow = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener('click', swallow, true), 50);
  }

  readonly #handleTouchMove = (event: TouchEvent): void => {
    if (this.#carried !== null && event.cancelable) event.preventDefault();
  };

  readonly #handleContextMenu = (event: Event): void => {
    if (this.#press?.isTouch === true) event.preventDefault();
  };
}

/** Pixels per frame towards an edge: 0 away from it, faster the nearer. */
export function edgeSpeed(position: number, low: number, high: number): number {
  if (position < low + EDGE) return -FASTEST_SCROLL * Math.min(1, (low + EDGE - position) / EDGE);
  if (position > high - EDGE) return FASTEST_SCROLL * Math.min(1, (position - high + EDGE) / EDGE);
  return 0;
}

function scrollNearEdges(scrollers: readonly HTMLElement[], point: Point): boolean {
  let hasScrolled = false;
  for (const scroller of scrollers) {
    const box = scroller.getBoundingClientRect();
    const { scrollLeft, scrollTop } = scroller;
    if (scroller.scrollWidth > scroller.clientWidth) {
      scroller.scrollLeft += Math.round(edgeSpeed(point.x, box.left, box.right));
    }
    if (scroller.scrollHeight > scroller.clientHeight) {
      scroller.scrollTop += Math.round(edgeSpeed(point.y, box.top, box.bottom));
    }
    hasScrolled ||= scroller.scrollLeft !== scrollLeft || scroller.scrollTop !== scrollTop;
  }
  return hasScrolled;
}
