/** The one place that knows where the phone ends and the desktop begins. */
import { useSyncExternalStore } from 'react';

const phoneQuery = window.matchMedia('(max-width: 767.98px)');

function subscribe(listener: () => void): () => void {
  phoneQuery.addEventListener('change', listener);
  return () => {
    phoneQuery.removeEventListener('change', listener);
  };
}

export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => phoneQuery.matches);
}
