/** Mouse and finger on the chart: drag with the mouse, pan with one finger, pinch with two, Ctrl and wheel zoom. */
import { useEffect, type RefObject } from 'react';

import type { ChartController } from './chart-controller.ts';

interface PointerParts {
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly controllerRef: RefObject<ChartController | null>;
  /** Zooms by a factor around a point of the canvas. */
  readonly onZoom: (factor: number, x: number) => void;
}

const WHEEL_STEP = 0.002;
const FINGER_MOVE = 10;

export function useChartPointer(parts: PointerParts): void {
  useMouse(parts);
  useFingers(parts);
  useWheel(parts);
}

function placeOf(canvas: HTMLCanvasElement, event: { readonly clientX: number; readonly clientY: number }): { readonly x: number; readonly y: number } {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** A finger pans the page; bars are moved by the mouse, the pen and the keyboard. */
function useMouse({ canvasRef, controllerRef }: PointerParts): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    const handle = (event: PointerEvent): void => {
      const controller = controllerRef.current;
      if (!controller || event.pointerType === 'touch') return;
      const { x, y } = placeOf(canvas, event);
      if (event.type === 'pointerdown' && event.button === 0) {
        canvas.setPointerCapture(event.pointerId);
        controller.pointer('down', x, y);
      } else if (event.type === 'pointermove' && controller.isHolding) {
        controller.pointer('move', x, y);
      } else if (event.type === 'pointermove') {
        canvas.style.cursor = controller.hover(x, y);
      } else if (event.type === 'pointerup') {
        controller.pointer('up', x, y, event.ctrlKey || event.metaKey);
      } else if (event.type === 'pointercancel') {
        controller.pointer('cancel', x, y);
      } else if (event.type === 'pointerleave' && !controller.isHolding) {
        controller.leave();
      }
    };
    const names = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave'] as const;
    for (const name of names) canvas.addEventListener(name, handle);
    return () => {
      for (const name of names) canvas.removeEventListener(name, handle);
    };
  }, [canvasRef, controllerRef]);
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
