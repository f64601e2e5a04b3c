/** Milestones, and the tasks somebody should look at, in short. */

import type { CardTask } from '@quncheng/api';
import { deadlineOf, isOverdue } from '@quncheng/domain';
import { useState, type MouseEvent, type ReactNode } from 'react';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { Avatar, Badge, Button, StatusBadge } from '../../ui/index.ts';
import { taskHref } from '../task/links.ts';
import { useDays } from '../task/use-days.ts';
import styles from './project.module.css';

interface HomeListProps {
  readonly onOpen: (task: CardTask) => void;
}

export function MilestoneList({ milestones, onOpen }: HomeListProps & { readonly milestones: readonly CardTask[] }) {
  const t = useWords();
  const days = useDays();
  if (milestones.length === 0) return <p className={styles.none}>{t('home.no_milestones')}</p>;
  return (
    <ul className={styles.list}>
      {milestones.map((task) => {
        const isLate = isOverdue(task, days.today);
        const deadline = deadlineOf(task);
        return (
          <li key={task.id}>
            <TaskItem task={task} onOpen={onOpen}>
              <span
                className={styles.diamond}
                data-done={task.status === 'done'}
                data-late={isLate}
                aria-hidden="true"
              />
              <span className={styles.itemText}>{task.title}</span>
              <span className={`${styles.aside} ${isLate ? styles.late : ''}`}>
                {deadline === null ? t('value.no_date') : days.formatDate(deadline)}
              </span>
              {isLate ? <Badge tone="danger">{t('flag.overdue')}</Badge> : <StatusBadge status={task.status} />}
            </TaskItem>
          </li>
        );
      })}
    </ul>
  );
}

const FIRST_SHOWN = 6;

export function AttentionList({ tasks, onOpen }: HomeListProps & { readonly tasks: readonly CardTask[] }) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const [isLong, setIsLong] = useState(false);
  if (tasks.length === 0) return <p className={styles.none}>{t('home.nothing_wrong')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {(isLong ? tasks : tasks.slice(0, FIRST_SHOWN)).map((task) => {
          const deadline = deadlineOf(task);
          const isLate = isOverdue(task, days.today);
          return (
            <li key={task.id}>
              <TaskItem task={task} onOpen={onOpen}>
                <Avatar member={members.get(task.assignee_id ?? '') ?? null} />
                <span className={styles.itemText}>
                  {task.title}
                  {task.status === 'blocked' && task.blocked_reason !== '' && (
                    <span className={styles.itemNote}>{task.blocked_reason}</span>
                  )}
                </span>
                {deadline !== null && (
                  <span className={`${styles.aside} ${isLate ? styles.late : ''}`}>{days.formatDate(deadline)}</span>
                )}
                {task.status === 'blocked' ? (
                  <StatusBadge status="blocked" />
                ) : (
                  <Badge tone="danger">{t('flag.overdue')}</Badge>
                )}
              </TaskItem>
            </li>
          );
        })}
      </ul>
      {!isLong && tasks.length > FIRST_SHOWN && (
        <Button tone="quiet" size="small" onClick={() => setIsLong(true)}>
          {t('home.show_more', { count: tasks.length - FIRST_SHOWN })}
        </Button>
      )}
    </>
  );
}

interface TaskItemProps extends HomeListProps {
  readonly task: CardTask;
  readonly children: ReactNode;
}

function TaskItem({ task, onOpen, children }: TaskItemProps) {
  const handleClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(task);
  };
  return (
    <a className={styles.item} href={taskHref(task)} onClick={handleClick}>
      {children}
    </a>
  );
}
