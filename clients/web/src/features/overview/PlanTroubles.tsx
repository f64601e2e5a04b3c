/** What decides the end of the plan, and where the plan contradicts itself. */

import type { PlanOverview } from '@quncheng/api';

import { Link } from '@tanstack/react-router';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useMe, useMembers } from '../../data/hooks.ts';
import { Avatar } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './overview.module.css';
import { showDay } from './show-day.ts';

interface PlanPartProps {
  readonly overview: PlanOverview;
}

export function CriticalTasks({ overview }: PlanPartProps) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const openTask = useOpenTaskPanel();
  const { critical, critical_count: count } = overview;
  if (critical.length === 0) return <p className={styles.note}>{t('overview.no_critical')}</p>;
  return (
    <>
      <p className={styles.note}>{t('overview.critical_note')}</p>
      <ul className={styles.lines}>
        {critical.map((line) => (
          <li key={line.task_id}>
            <button type="button" className={styles.line} onClick={() => openTask(line.task_id)}>
              <Avatar member={members.get(line.assignee_id ?? '') ?? null} size={20} />
              <span className={styles.lineText}>{line.title}</span>
              <span className={styles.soft}>
                {line.planned_start === line.planned_finish
                  ? showDay(days, line.planned_finish)
                  : t('value.range', { start: showDay(days, line.planned_start), finish: showDay(days, line.planned_finish) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {count > critical.length && <p className={styles.note}>{t('overview.more', { count: count - critical.length })}</p>}
    </>
  );
}

export function Contradictions({ overview }: PlanPartProps) {
  const t = useWords();
  const openTask = useOpenTaskPanel();
  const { conflicts, conflict_count: count } = overview;
  return (
    <>
      <ul className={styles.lines}>
        {conflicts.map((conflict, index) => (
          <li key={index}>
            <button type="button" className={styles.line} onClick={() => openTask(conflict.task_id)}>
              <span className={styles.lineText}>{t(`conflict.${conflict.kind}`, { title: conflict.title })}</span>
            </button>
          </li>
        ))}
      </ul>
      {count > conflicts.length && <p className={styles.note}>{t('overview.more', { count: count - conflicts.length })}</p>}
    </>
  );
}

/** Years whose days off nobody has published yet. */
export function UnpublishedYears({ overview }: PlanPartProps) {
  const t = useWords();
  const { member } = useMe();
  if (overview.unpublished_years.length === 0) return null;
  return (
    <p className={styles.warning}>
      {t('overview.unpublished', { years: overview.unpublished_years.join('、') })}{' '}
      {member.role === 'admin' && <Link to="/calendar">{t('overview.load_notice')}</Link>}
    </p>
  );
}
