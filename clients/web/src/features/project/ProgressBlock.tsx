/** How far a project is: one number, one bar, and the counts behind it, each a filtered list. */

import type { CardTask, TaskStatus } from '@quncheng/api';
import { isOverdue } from '@quncheng/domain';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { Block } from './Block.tsx';
import { progressOf, workOf } from './finish.ts';
import styles from './project.module.css';

const BAR_ORDER: readonly TaskStatus[] = ['done', 'awaiting_acceptance', 'in_progress', 'blocked', 'open'];

interface ProgressBlockProps {
  readonly projectId: string;
  readonly tasks: readonly CardTask[];
  readonly today: string;
}

export function ProgressBlock({ projectId, tasks, today }: ProgressBlockProps) {
  const t = useWords();
  const work = useMemo(() => workOf(tasks), [tasks]);
  const counts = useMemo(() => countTasks(work, today), [work, today]);
  return (
    <Block title={t('home.progress')}>
      <div className={styles.progressHead}>
        <span className={styles.percent}>
          {progressOf(work)}
          <small>%</small>
        </span>
        <span className={styles.percentNote}>{t('home.progress_note', { done: counts.done, total: work.length })}</span>
      </div>
      <div className={styles.bar} aria-hidden="true">
        {BAR_ORDER.filter((status) => counts[status] > 0).map((status) => (
          <span key={status} data-status={status} style={{ flexGrow: counts[status] }} />
        ))}
      </div>
      <div className={styles.counts}>
        {BAR_ORDER.map((status) => (
          <Link
            key={status}
            className={styles.count}
            to="/p/$projectId/list"
            params={{ projectId }}
            search={{ status }}
          >
            <span className={styles.countLabel}>
              <span className={styles.swatch} data-status={status} aria-hidden="true" />
              {t(`status.${status}`)}
            </span>
            <span className={styles.countNumber}>{counts[status]}</span>
          </Link>
        ))}
        <Link className={styles.count} to="/p/$projectId/list" params={{ projectId }} search={{ urgent: 'overdue' }}>
          <span className={styles.countLabel}>
            <span className={styles.swatch} data-status="overdue" aria-hidden="true" />
            {t('flag.overdue')}
          </span>
          <span className={styles.countNumber} data-tone={counts.overdue > 0 ? 'danger' : undefined}>
            {counts.overdue}
          </span>
        </Link>
      </div>
    </Block>
  );
}

type Counts = Record<TaskStatus | 'overdue', number>;

function countTasks(tasks: readonly CardTask[], today: string): Counts {
  const counts: Counts = {
    open: 0,
    in_progress: 0,
    blocked: 0,
    awaiting_acceptance: 0,
    done: 0,
    cancelled: 0,
    overdue: 0,
  };
  for (const task of tasks) {
    counts[task.status] += 1;
    if (isOverdue(task, today)) counts.overdue += 1;
  }
  return counts;
}
