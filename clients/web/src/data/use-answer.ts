/** Answers of the server outside the store, for screens that are not part of the first route. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Answer, Endpoint, Input } from '@quncheng/api';
import { answersOf } from './answer-cache.ts';
import { useDataLayer } from './context.ts';

/** Cached, refreshed after related news, there offline. */
export function useAnswer<E extends Endpoint>(endpoint: E, input: Input<E>, options: { readonly isEnabled?: boolean } = {}): UseQueryResult<Answer<E>> {
  const layer = useDataLayer();
  return useQuery(
    {
      queryKey: [endpoint, input],
      queryFn: () => layer.caller.call(endpoint, input),
      enabled: options.isEnabled ?? true,
    },
    answersOf(layer),
  );
}

/** Asks again for what a direct call has just changed. */
export function useForgetAnswer(): (endpoint: Endpoint) => void {
  const layer = useDataLayer();
  return useCallback((endpoint) => void answersOf(layer).invalidateQueries({ queryKey: [endpoint] }), [layer]);
}
