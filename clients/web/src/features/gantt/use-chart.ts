/** The canvas in its scroll container: keeps the controller's eyes where the person looks. */
import { dayAt, xOf, type Scale, type Viewport } from '@quncheng/gantt';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { ChartController, type BaseScene } from './chart-controller.ts';

const MOST_PIXEL_RATIO = 2;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ChartFrame {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly size: Size;
  readonly controllerRef: RefObject<ChartController | null>;
  readonly scrollTo: (place: { readonly left?: number; readonly top?: number }) => void;
  readonly getViewport: () => Viewport;
}

interface Container {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly size: Size;
  /** The part of it that the table covers. */
  readonly gridWidth: number;
}

export function useChart(base: BaseScene, { scrollerRef, size, gridWidth }: Container): ChartFrame {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const controllerRef = useRef<ChartController | null>(null);
  const getViewport = useCallback((): Viewport => {
    const scroller = scrollerRef.current;
    return {
      left: scroller?.scrollLeft ?? 0,
      top: scroller?.scrollTop ?? 0,
      width: Math.max(0, size.width - gridWidth),
      height: size.height,
    };
  }, [scrollerRef, size, gridWidth]);

  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d', { alpha: false });
    if (!canvas || !context || size.width === 0) return;
    const ratio = Math.min(MOST_PIXEL_RATIO, window.devicePixelRatio);
    const { width, height } = getViewport();
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    controllerRef.current ??= new ChartController(context);
    controllerRef.current.setBase(base);
    controllerRef.current.look(getViewport(), ratio);
  }, [base, size, getViewport]);

  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return undefined;
    const handleScroll = (): void => controllerRef.current?.look(getViewport(), Math.min(MOST_PIXEL_RATIO, window.devicePixelRatio));
    scroller.addEventListener('scroll', handleScroll, { passive: true });
    return () => scroller.removeEventListener('scroll', handleScroll);
  }, [scrollerRef, getViewport]);

  const scrollTo = useCallback((place: { readonly left?: number; readonly top?: number }) => scrollerRef.current?.scrollTo(place), [scrollerRef]);
  return { scrollerRef, canvasRef, size, controllerRef, scrollTo, getViewport };
}

/** The inside of a container, as it is now. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** Keeps the day under a point where it is while the scale changes: the middle, or what two fingers hold. */
export function useAnchor(scale: Scale, { scrollerRef, size, scrollTo }: ChartFrame, gridWidth: number): (x: number) => void {
  const known = useRef<{ readonly scale: Scale; readonly left: number } | null>(null);
  const anchor = useRef<number | null>(null);
  useLayoutEffect(() => {
    const x = anchor.current ?? (size.width - gridWidth) / 2;
    anchor.current = null;
    const before = known.current;
    if (!before || before.scale === scale) {
      known.current = { scale, left: scrollerRef.current?.scrollLeft ?? 0 };
      return;
    }
    const left = Math.max(0, xOf(scale, dayAt(before.scale, before.left + x)) - x);
    known.current = { scale, left };
    scrollTo({ left });
  }, [scale, size, gridWidth, scrollerRef, scrollTo]);
  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return undefined;
    // The browser shortens the way when the content shrinks: by then we have scrolled where we wanted.
    const handleScroll = (): void => {
      if (known.current) known.current = { scale: known.current.scale, left: scroller.scrollLeft };
    };
    scroller.addEventListener('scroll', handleScroll, { passive: true });
    return () => scroller.removeEventListener('scroll', handleScroll);
  }, [scrollerRef]);
  return useCallback((x) => {
    anchor.current = x;
  }, []);
}
