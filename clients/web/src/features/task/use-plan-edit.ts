/** A change of the plan made in a task: its consequences are shown first, unless there are none. */

import { ApiProblem, type PlanChanges, type PlanImpact } from '@quncheng/api';
import { useCallback, useMemo, useState } from 'react';

import { useUndo } from '../../app/global-actions.ts';
import { useWords } from '../../app/words.ts';
import { usePlanCalls } from '../../data/plan.ts';
import { showToast } from '../../ui/index.ts';
import { hasConsequences } from './impact.ts';

export interface AskedChange {
  readonly changes: PlanChanges;
  readonly impact: PlanImpact;
}

export interface PlanEdit {
  /** Waits for a yes or a no; null when nothing does. */
  readonly asked: AskedChange | null;
  readonly isBusy: boolean;
  readonly propose: (changes: PlanChanges) => void;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

export function usePlanEdit(projectId: string): PlanEdit {
  const t = useWords();
  const undo = useUndo();
  const calls = usePlanCalls(projectId);
  // Somebody quick changes the next field before the first answer has come: each waits for its own yes.
  const [waiting, setWaiting] = useState<readonly AskedChange[]>([]);
  const asked = waiting[0] ?? null;
  const [isBusy, setIsBusy] = useState(false);
  const apply = useCallback(
    async (changes: PlanChanges) => {
      const done = await calls.apply(changes);
      if (done) showToast(t('gantt.applied'), { action: { label: t('common.undo'), perform: undo } });
    },
    [calls, t, undo],
  );
  const propose = useCallback(
    (changes: PlanChanges) => {
      const refuse = (error: unknown): void => {
        const isSaid = error instanceof ApiProblem && error.title !== '';
        showToast(isSaid ? error.title : t('gantt.cannot_ask'), { tone: 'danger' });
      };
      setIsBusy(true);
      void calls
        .ask(changes)
        .then((impact) => (hasConsequences(impact) ? setWaiting((others) => [...others, { changes, impact }]) : apply(changes)))
        .catch(refuse)
        .finally(() => setIsBusy(false));
    },
    [calls, apply, t],
  );
  const cancel = useCallback(() => setWaiting((others) => others.slice(1)), []);
  const confirm = useCallback(() => {
    if (asked === null) return;
    cancel();
    setIsBusy(true);
    void apply(asked.changes).finally(() => setIsBusy(false));
  }, [asked, apply, cancel]);
  return useMemo(() => ({ asked, isBusy, propose, confirm, cancel }), [asked, isBusy, propose, confirm, cancel]);
}
