/** What becomes of a dropped bar: the manager's is done, a member's is asked for. */
import type { Proposal } from '@quncheng/gantt';
import { useCallback, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { showToast } from '../../ui/index.ts';
import type { PlanChange } from './use-plan-change.ts';

export interface PlanWish {
  /** A reason is being written for it. */
  readonly isAsking: boolean;
  readonly drop: (proposal: Proposal) => void;
  readonly submit: (reason: string) => void;
  readonly cancel: () => void;
}

export function usePlanWish(change: PlanChange, mayEdit: boolean): PlanWish {
  const t = useWords();
  const commands = useCommands();
  const [wished, setWished] = useState<Proposal | null>(null);
  const { apply, cancel: letGo } = change;
  const cancel = useCallback(() => {
    setWished(null);
    letGo();
  }, [letGo]);
  const drop = useCallback(
    (proposal: Proposal) => {
      if (mayEdit) return apply(proposal);
      if (proposal.changes.changes.length > 0) return setWished(proposal);
      showToast(t('gantt.only_manager_links'));
      return letGo();
    },
    [mayEdit, apply, letGo, t],
  );
  const submit = useCallback(
    (reason: string) => {
      for (const { task_id, ...fields } of wished?.changes.changes ?? []) commands.requestChange(task_id, fields, reason);
      showToast(t('change.submitted'));
      cancel();
    },
    [wished, commands, cancel, t],
  );
  return { isAsking: wished !== null, drop, submit, cancel };
}
