/** The consequences of the held change in the reader's words. */
import type { Member } from '@quncheng/api';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { useDays } from '../task/use-days.ts';
import { tellConsequences } from './consequences.ts';
import type { HeldChange } from './use-plan-change.ts';

export function useSentences(members: ReadonlyMap<string, Member>, held: HeldChange | null): readonly string[] {
  const t = useWords();
  const days = useDays();
  return useMemo(() => {
    if (!held) return [];
    if (held.isUnknown) return [t('gantt.cannot_ask')];
    if (!held.consequences) return [t('gantt.asking')];
    return tellConsequences(t, held.consequences, {
      memberName: (id) => members.get(id)?.name ?? '',
      day: days.formatDate,
    });
  }, [t, days, members, held]);
}
