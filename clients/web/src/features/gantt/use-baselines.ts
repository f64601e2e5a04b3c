/** The baselines of a project: taken now or for a day in the past, put out of sight, each taken back at once. */
import type { Baseline } from '@quncheng/api';
import { useCallback } from 'react';

import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer, useForgetAnswer } from '../../data/use-answer.ts';
import { showToast } from '../../ui/index.ts';

export interface Baselines {
  /** The newest first. */
  readonly items: readonly Baseline[];
  readonly isBusy: boolean;
  /** Null when it was refused; the person has been told. */
  readonly take: (name: string, asOf: string | null) => Promise<Baseline | null>;
  readonly archive: (baseline: Baseline) => void;
}

const NONE: readonly Baseline[] = [];

export function useBaselines(projectId: string): Baselines {
  const t = useWords();
  const { perform, isBusy } = useServerCall();
  const forget = useForgetAnswer();
  const items = useAnswer('GET /projects/{id}/baselines', { path: { id: projectId } }).data?.items ?? NONE;
  const tell = useCallback(
    (text: string) => {
      const reload = (): void => forget('GET /projects/{id}/baselines');
      const undo = (): void => void perform('POST /undo', {}).then(reload);
      reload();
      showToast(text, { action: { label: t('common.undo'), perform: undo } });
    },
    [perform, forget, t],
  );
  const take = useCallback(
    async (name: string, asOf: string | null) => {
      const body = asOf === null ? { name } : { name, as_of: asOf };
      const taken = await perform('POST /projects/{id}/baselines', { path: { id: projectId }, body });
      if (taken) tell(t('baseline.saved', { name: taken.name }));
      return taken;
    },
    [perform, projectId, tell, t],
  );
  const archive = useCallback(
    (baseline: Baseline) => {
      const done = perform('DELETE /baselines/{id}', { path: { id: baseline.id } });
      void done.then((answer) => answer !== null && tell(t('baseline.archived')));
    },
    [perform, tell, t],
  );
  return { items, isBusy, take, archive };
}
