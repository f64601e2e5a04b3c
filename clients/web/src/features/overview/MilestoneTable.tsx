/** Milestones: planned, expected, and how far from what was agreed. */

import type { PlannedLine, PlanOverview } from '@quncheng/api';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useDays } from '../task/use-days.ts';
import styles from './overview.module.css';
import { showDay } from './show-day.ts';

export function MilestoneTable({ overview }: { readonly overview: PlanOverview }) {
  const t = useWords();
  const { milestones, baseline_name: baseline } = overview;
  if (milestones.length === 0) return <p className={styles.note}>{t('home.no_milestones')}</p>;
  return (
    <>
      <table className={styles.milestones}>
        <thead>
          <tr>
            <th scope="col">{t('overview.milestone')}</th>
            <th scope="col">{t('overview.planned')}</th>
            <th scope="col">{t('overview.expected')}</th>
            <th scope="col">{t('overview.variance')}</th>
          </tr>
        </thead>
        <tbody>
          {milestones.map((line) => (
            <MilestoneRow key={line.task_id} line={line} />
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{baseline === null ? t('overview.no_baseline') : t('overview.against', { name: baseline })}</p>
    </>
  );
}

function MilestoneRow({ line }: { readonly line: PlannedLine }) {
  const t = useWords();
  const days = useDays();
  const openTask = useOpenTaskPanel();
  const isLate = !line.is_done && line.forecast_finish > line.planned_finish;
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.open} onClick={() => openTask(line.task_id)}>
          <span className={styles.diamond} data-done={line.is_done} data-late={isLate} aria-hidden="true" />
          {line.title}
        </button>
      </th>
      <td>{showDay(days, line.planned_finish)}</td>
      <td data-tone={isLate ? 'danger' : undefined}>{line.is_done ? t('overview.done') : showDay(days, line.forecast_finish)}</td>
      <td>
        <Variance days={line.variance_days} />
      </td>
    </tr>
  );
}

function Variance({ days }: { readonly days: number | null }) {
  const t = useWords();
  if (days === null) return <span className={styles.soft}>–</span>;
  if (days === 0) return <span data-tone="ok">{t('overview.on_time')}</span>;
  return days > 0 ? (
    <span data-tone="danger">{t('overview.days_late', { days })}</span>
  ) : (
    <span data-tone="ok">{t('overview.days_early', { days: -days })}</span>
  );
}
