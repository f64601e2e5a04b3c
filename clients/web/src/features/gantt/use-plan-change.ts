/** A change of the plan from the first idea to the done deed: asked about while it is held, done when it is let go. */
import type { PlanChanges, PlanImpact } from '@quncheng/api';
import { parseDay, type Chart, type Ghost, type Proposal } from '@quncheng/gantt';
import { useCallback, useEffect, useRef, useState } from 'react';

import { useUndo } from '../../app/global-actions.ts';
import { useWords } from '../../app/words.ts';
import type { PlanCalls } from '../../data/plan.ts';
import { showToast } from '../../ui/index.ts';

export interface HeldChange {
  readonly proposal: Proposal;
  /** Null while the answer is on its way. */
  readonly consequences: PlanImpact | null;
  readonly isUnknown: boolean;
  /** Typed or clicked instead of held: waits for a yes. */
  readonly question: string | null;
}

export interface PlanChange {
  readonly held: HeldChange | null;
  readonly isBusy: boolean;
  readonly hold: (proposal: Proposal | null) => void;
  /** Shows what it would do, and waits for `apply` or `cancel`. */
  readonly ask: (proposal: Proposal, question?: string) => void;
  readonly apply: (proposal: Proposal) => void;
  readonly cancel: () => void;
}

export function usePlanChange(calls: PlanCalls, version: number, onDone: () => void): PlanChange {
  const t = useWords();
  const undo = useUndo();
  const [held, setHeld] = useState<HeldChange | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const question = useLatest(calls.ask, (proposal, found) => {
    setHeld((now) => (now?.proposal === proposal ? { ...now, consequences: found, isUnknown: found === null } : now));
  });
  const show = useCallback(
    (proposal: Proposal | null, text: string | null) => {
      setHeld((now) => proposal && { proposal, consequences: now?.consequences ?? null, isUnknown: false, question: text });
      question(proposal);
    },
    [question],
  );
  const hold = useCallback((proposal: Proposal | null) => show(proposal, null), [show]);
  const ask = useCallback((proposal: Proposal, text = '') => show(proposal, text), [show]);
  const cancel = useCallback(() => {
    question(null);
    setHeld(null);
    onDone();
  }, [question, onDone]);
  const apply = useCallback(
    (proposal: Proposal) => {
      question(null);
      setHeld(null);
      setIsBusy(true);
      const finish = (done: PlanImpact | null): Promise<void> => {
        if (done) {
          const text = done.moved.length > 0 ? t('gantt.applied_count', { count: done.moved.length }) : t('gantt.applied');
          showToast(text, { action: { label: t('common.undo'), perform: undo } });
        } else {
          onDone();
        }
        return calls.reload();
      };
      // With the new plan the ghosts go; without it nothing else would take them away.
      void calls.apply(proposal.changes, version).then(finish).catch(onDone).finally(() => setIsBusy(false));
    },
    [calls, version, question, onDone, t, undo],
  );
  return { held, isBusy, hold, ask, apply, cancel };
}

type Answered = (proposal: Proposal, found: PlanImpact | null) => void;

/** One question at a time; of those that come meanwhile only the last is asked. */
function useLatest(ask: (changes: PlanChanges) => Promise<PlanImpact>, onAnswer: Answered): (proposal: Proposal | null) => void {
  const state = useRef({ isAsking: false, next: null as Proposal | null });
  const answer = useRef(onAnswer);
  useEffect(() => {
    answer.current = onAnswer;
  });
  return useCallback(
    (proposal) => {
      state.current.next = proposal;
      const run = (): void => {
        const { next, isAsking } = state.current;
        if (!next || isAsking) return;
        state.current = { isAsking: true, next: null };
        ask(next.changes)
          .then(
            (found) => answer.current(next, found),
            () => answer.current(next, null),
          )
          .finally(() => {
            state.current.isAsking = false;
            run();
          });
      };
      run();
    },
    [ask],
  );
}

/** The tasks that follow, where they would stand. */
export function followersOf(chart: Chart, found: PlanImpact | null): readonly Ghost[] {
  return (found?.moved ?? []).flatMap(({ task_id, new_start, new_finish }) => {
    const task = chart.indexOf.get(task_id);
    if (task === undefined || new_start === null || new_finish === null || (chart.childCount[task] ?? 0) > 0) return [];
    return [{ task, start: parseDay(new_start), finish: parseDay(new_finish) + 1 }];
  });
}
