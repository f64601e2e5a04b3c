/** Lets a long list draw its beginning first and go on as somebody scrolls towards its end. */
import { useEffect, useRef, useState, type RefObject } from 'react';

const STEP = 40;
/** So far ahead of the eye the list goes on. */
const AHEAD = '600px';

export interface Growing<Element extends HTMLElement> {
  /** So many from the beginning are drawn. */
  readonly count: number;
  /** For what stands in for the rest; there while there is a rest. */
  readonly restRef: RefObject<Element | null>;
}

export function useGrowing<Element extends HTMLElement>(total: number, first: number): Growing<Element> {
  const [count, setCount] = useState(first);
  const restRef = useRef<Element>(null);
  useEffect(() => {
    const rest = restRef.current;
    if (count >= total || !rest) return undefined;
    // A new observer after every step: it tells at once when the rest is still in sight.
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setCount((drawn) => drawn + STEP);
      },
      { root: rest.closest('main'), rootMargin: AHEAD },
    );
    observer.observe(rest);
    return () => observer.disconnect();
  }, [count, total]);
  return { count: Math.min(count, total), restRef };
}
