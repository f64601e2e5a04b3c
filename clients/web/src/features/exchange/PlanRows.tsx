/** The first tasks of the plan as it would be. */
import type { ImportedPlan, RowSeen } from '@quncheng/api';
import { Diamond } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { useDays } from '../task/use-days.ts';
import styles from './exchange.module.css';

interface PlanRowsProps {
  readonly plan: ImportedPlan;
  readonly count: number;
}

const INDENT = 16;

export function PlanRows({ plan, count }: PlanRowsProps) {
  const t = useWords();
  const hidden = count - plan.rows.length;
  return (
    <section className={styles.part}>
      <h2>{t('import.rows')}</h2>
      <div className={styles.tableFrame} tabIndex={0} role="region" aria-label={t('import.rows')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.row_title')}</th>
              <th scope="col">{t('import.row_dates')}</th>
              <th scope="col">{t('import.row_assignee')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.rows.map((row, index) => (
              <PlanRow key={index} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && <p className={styles.quiet}>{t('import.rows_more', { count: hidden })}</p>}
    </section>
  );
}

function PlanRow({ row }: { readonly row: RowSeen }) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const dates = [row.planned_start, row.planned_finish].filter((day) => day !== null).map(days.formatShort);
  return (
    <tr className={row.is_summary ? styles.summary : undefined}>
      <td style={{ paddingInlineStart: 8 + (row.level - 1) * INDENT }}>
        {row.is_milestone && <Diamond aria-label={t('import.milestone')} className={styles.milestone} />}
        {row.title}
      </td>
      <td className="numbers">
        {[...new Set(dates)].join(' – ')}
        {row.file_finish !== null && <span className={styles.samples}>{t('import.file_says', { day: days.formatShort(row.file_finish) })}</span>}
      </td>
      <td>{members.get(row.assignee_id ?? '')?.name ?? ''}</td>
    </tr>
  );
}
