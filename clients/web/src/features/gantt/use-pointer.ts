/** Mouse and finger on the chart: drag with the mouse, pan with one finger, pinch with two, Ctrl and wheel zoom. */
import { useEffect, type RefObject } from 'react';

import type { ChartController } from './chart-controller.ts';

interface PointerParts {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly controllerRef: RefObject<ChartController | null>;
  /** Zooms by a factor around a point of the canvas. */
  readonly onZoom: (factor: number, x: number) => void;
}

const WHEEL_STEP = 0.002;
const FINGER_MOVE = 10;

export function useChartPointer(parts: PointerParts): void {
  useMouse(parts);
  useEscape(parts);
  useFingers(parts);
  useWheel(parts);
}

function placeOf(canvas: HTMLCanvasElement, event: { readonly clientX: number; readonly clientY: number }): { readonly x: number; readonly y: number } {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** How near to the edge a held bar makes the chart scroll, and how far in a frame. */
const EDGE = 36;
const EDGE_STEP = 14;

/** A finger pans the page; bars are moved by the mouse, the pen and the keyboard. */
function useMouse({ scrollerRef, canvasRef, controllerRef }: PointerParts): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    let at = { x: 0, y: 0 };
    let frame = 0;
    const scrollAtEdge = (): void => {
      const controller = controllerRef.current;
      frame = 0;
      if (!controller?.isHolding || !scrollerRef.current) return;
      const left = at.x < EDGE ? -EDGE_STEP : at.x > canvas.clientWidth - EDGE ? EDGE_STEP : 0;
      const top = at.y > canvas.clientHeight - EDGE ? EDGE_STEP : at.y < EDGE + controller.headerHeight ? -EDGE_STEP : 0;
      if (left === 0 && top === 0) return;
      scrollerRef.current.scrollBy({ left, top: controller.isLinking ? top : 0 });
      controller.pointer('move', at.x, at.y);
      frame = requestAnimationFrame(scrollAtEdge);
    };
    const handle = (event: PointerEvent): void => {
      const controller = controllerRef.current;
      if (!controller || event.pointerType === 'touch') return;
      at = placeOf(canvas, event);
      if (event.type === 'pointerdown' && event.button === 0) {
        canvas.setPointerCapture(event.pointerId);
        controller.pointer('down', at.x, at.y);
      } else if (event.type === 'pointermove' && controller.isHolding) {
        controller.pointer('move', at.x, at.y);
        if (frame === 0) frame = requestAnimationFrame(scrollAtEdge);
      } else if (event.type === 'pointermove') {
        canvas.style.cursor = controller.hover(at.x, at.y);
      } else if (event.type === 'pointerup') {
        controller.pointer('up', at.x, at.y, event.ctrlKey || event.metaKey);
      } else if (event.type === 'pointercancel') {
        controller.pointer('cancel', at.x, at.y);
      } else if (event.type === 'pointerleave' && !controller.isHolding) {
        controller.leave();
      }
    };
    const names = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave'] as const;
    for (const name of names) canvas.addEventListener(name, handle);
    return () => {
      cancelAnimationFrame(frame);
      for (const name of names) canvas.removeEventListener(name, handle);
    };
  }, [scrollerRef, canvasRef, controllerRef]);
}

/** A bar in the hand is put back from wherever the focus is, and when the window loses it: the key let go elsewhere is never heard. */
function useEscape({ controllerRef }: PointerParts): void {
  useEffect(() => {
    const putBack = (): void => {
      if (controllerRef.current?.isHolding === true) controllerRef.current.pressKey({ key: 'Escape', alt: false, shift: false, mod: false }, null);
    };
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') putBack();
    };
    window.addEventListener('keydown', handleKey);
    window.addEventListener('blur', putBack);
    return () => {
      window.removeEventListener('keydown', handleKey);
      window.removeEventListener('blur', putBack);
    };
  }, [controllerRef]);
}

/** One finger is the browser's, which scrolls better than we could; a tap and two fingers are ours. */
function useFingers({ canvasRef, controllerRef, onZoom }: PointerParts): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    let spread = 0;
    let tap: { readonly x: number; readonly y: number } | null = null;
    const handleStart = (event: TouchEvent): void => {
      const [one, other] = event.touches;
      spread = one && other ? spreadOf(one, other) : 0;
      tap = one && !other ? placeOf(canvas, one) : null;
    };
    const handleMove = (event: TouchEvent): void => {
      const [one, other] = event.touches;
      if (one && tap && Math.hypot(placeOf(canvas, one).x - tap.x, placeOf(canvas, one).y - tap.y) > FINGER_MOVE) tap = null;
      if (!one || !other || spread === 0) return;
      if (event.cancelable) event.preventDefault();
      const now = spreadOf(one, other);
      onZoom(now / spread, (placeOf(canvas, one).x + placeOf(canvas, other).x) / 2);
      spread = now;
    };
    const handleEnd = (): void => {
      if (!tap) return;
      controllerRef.current?.pointer('down', tap.x, tap.y);
      controllerRef.current?.pointer('up', tap.x, tap.y);
      tap = null;
    };
    canvas.addEventListener('touchstart', handleStart, { passive: true });
    canvas.addEventListener('touchmove', handleMove, { passive: false });
    canvas.addEventListener('touchend', handleEnd);
    return () => {
      canvas.removeEventListener('touchstart', handleStart);
      canvas.removeEventListener('touchmove', handleMove);
      canvas.removeEventListener('touchend', handleEnd);
    };
  }, [canvasRef, controllerRef, onZoom]);
}

function spreadOf(one: Touch, other: Touch): number {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}

/** Ctrl and wheel is also what a trackpad's pinch sends. */
function useWheel({ canvasRef, onZoom }: PointerParts): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    const handle = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      onZoom(Math.exp(-event.deltaY * WHEEL_STEP), placeOf(canvas, event).x);
    };
    canvas.addEventListener('wheel', handle, { passive: false });
    return () => canvas.removeEventListener('wheel', handle);
  }, [canvasRef, onZoom]);
}
