/** The end of the plan against the end of the baseline beside it, in one line. */
import type { Baseline, Plan } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';
import { createWorkDays, parseDay } from '@quncheng/gantt';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { useDays } from '../task/use-days.ts';
import styles from './gantt.module.css';

interface BaselineNoteProps {
  readonly plan: Plan;
  readonly baseline: Baseline;
}

export function BaselineNote({ plan, baseline }: BaselineNoteProps) {
  const t = useWords();
  const days = useDays();
  const workDays = useMemo(() => createWorkDays(plan.calendar), [plan.calendar]);
  const { planned_finish: after } = plan;
  const { planned_finish: before, name } = baseline;
  if (before === null || after === null) return null;
  const later = workDays.between(parseDay(before), parseDay(after));
  return <p className={styles.quietNote}>{tellVariance(t, { name, later, before: days.formatDate(before), after: days.formatDate(after) })}</p>;
}

interface Ends {
  readonly name: string;
  /** In workdays. */
  readonly later: number;
  readonly before: string;
  readonly after: string;
}

export function tellVariance(t: Translate, { name, later, before, after }: Ends): string {
  if (later === 0) return t('baseline.summary_same', { name, after });
  return later > 0
    ? t('baseline.summary_later', { name, days: later, before, after })
    : t('baseline.summary_earlier', { name, days: -later, before, after });
}
