/** Direct calls for what cannot wait offline: busy while under way, failures told in a toast. */
import { useCallback, useState } from 'react';
import { ApiProblem, type Answer, type Endpoint, type Input } from '@quncheng/api';
import { getWords } from '../app/words.ts';
import { showToast } from '../ui/toast.ts';
import { useDataLayer } from './context.ts';

export interface ServerCall {
  readonly isBusy: boolean;
  /** Null when it failed; the person has been told. */
  readonly perform: <E extends Endpoint>(endpoint: E, input: Input<E>) => Promise<Answer<E> | null>;
}

export function useServerCall(): ServerCall {
  const layer = useDataLayer();
  const [isBusy, setIsBusy] = useState(false);
  const perform = useCallback(
    async <E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Answer<E> | null> => {
      setIsBusy(true);
      try {
        const answer = await layer.caller.call(endpoint, input);
        await layer.refresh();
        return answer;
      } catch (error) {
        const t = getWords();
        const text = error instanceof ApiProblem && error.title !== '' ? error.title : t('common.unreachable');
        showToast(text, { tone: 'danger' });
        return null;
      } finally {
        setIsBusy(false);
      }
    },
    [layer],
  );
  return { isBusy, perform };
}
