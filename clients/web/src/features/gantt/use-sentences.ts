/** The consequences of the held change in the reader's words. */
import type { Member } from '@quncheng/api';
import type { Chart } from '@quncheng/gantt';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { useDays } from '../task/use-days.ts';
import { tellConsequences } from './consequences.ts';
import type { HeldChange } from './use-plan-change.ts';

export function useSentences(chart: Chart, members: ReadonlyMap<string, Member>, held: HeldChange | null): readonly string[] {
  const t = useWords();
  const days = useDays();
  return useMemo(() => {
    if (!held) return [];
    if (held.isUnknown) return [t('gantt.cannot_ask')];
    if (!held.consequences) return [t('gantt.asking')];
    const ownIds = new Set(held.proposal.changes.changes.map(({ task_id }) => task_id));
    return tellConsequences(t, held.consequences, ownIds, {
      taskTitle: (id) => chart.tasks[chart.indexOf.get(id) ?? -1]?.title ?? '',
      memberName: (id) => members.get(id)?.name ?? '',
      day: days.formatDate,
    });
  }, [t, days, chart, members, held]);
}
