/** What a change of the plan would move. */

import type { PlanImpact } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import styles from './task.module.css';
import { useDays } from './use-days.ts';

const MOST_SHOWN = 4;

interface ImpactLinesProps {
  readonly impact: PlanImpact;
}

export function ImpactLines({ impact }: ImpactLinesProps) {
  const t = useWords();
  const days = useDays();
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  return (
    <ul className={styles.impact}>
      <li>{impact.moved.length === 0 ? t('change.no_impact') : t('change.impact', { count: impact.moved.length })}</li>
      {impact.moved.slice(0, MOST_SHOWN).map((moved) => (
        <li key={moved.task_id}>
          #{moved.number} {moved.title}{' '}
          {t('change.from', { before: show(moved.old_finish), after: show(moved.new_finish) })}
        </li>
      ))}
      <li>
        {impact.old_finish === impact.new_finish
          ? t('change.same_finish')
          : t('change.finish', { before: show(impact.old_finish), after: show(impact.new_finish) })}
      </li>
    </ul>
  );
}
