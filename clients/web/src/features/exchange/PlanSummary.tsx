/** The plan as it would be, in a few sentences. */
import type { ImportedPlan, ImportPreview } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { useDays } from '../task/use-days.ts';
import styles from './exchange.module.css';

interface PlanSummaryProps {
  readonly plan: ImportedPlan;
  readonly understood: NonNullable<ImportPreview['understood']>;
}

export function PlanSummary({ plan, understood }: PlanSummaryProps) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const { tasks, milestones, summaries, links, people, baselines } = understood;
  const isLater = plan.old_finish !== null && plan.new_finish !== null && plan.new_finish > plan.old_finish;
  return (
    <>
      <p>{t('import.summary', { tasks, milestones, summaries, links, people, baselines })}</p>
      {plan.planned_start !== null && plan.planned_finish !== null && (
        <p>{t('import.span', { first: days.formatDate(plan.planned_start), last: days.formatDate(plan.planned_finish) })}</p>
      )}
      {!plan.is_first && <p>{t('import.nothing_moves')}</p>}
      {isLater && plan.old_finish !== null && plan.new_finish !== null && (
        <p className={styles.warning}>
          {t('import.project_end', { before: days.formatDate(plan.old_finish), after: days.formatDate(plan.new_finish) })}
        </p>
      )}
      {plan.differing > 0 && <p className={styles.warning}>{t('import.differing', { count: plan.differing })}</p>}
      {plan.unpublished_years.length > 0 && <p className={styles.warning}>{t('import.unpublished', { years: plan.unpublished_years.join('、') })}</p>}
      {plan.conflict_count > 0 && (
        <details className={styles.details} open>
          <summary>{t('import.conflicts', { count: plan.conflict_count })}</summary>
          <ul>
            {plan.conflicts.map((conflict, index) => (
              <li key={index}>
                {t(`import.conflict_${conflict.kind}`, { title: conflict.title, days: conflict.days, other: conflict.predecessor_title ?? '' })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {plan.overloads.length > 0 && (
        <details className={styles.details} open>
          <summary>{t('import.overloads')}</summary>
          <ul>
            {plan.overloads.map((load) => (
              <li key={load.member_id}>
                {t('import.overload', { name: members.get(load.member_id)?.name ?? '', days: load.days, day: days.formatDate(load.first_on) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
