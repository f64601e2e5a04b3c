/** A task in one line: for subtasks, dependencies and milestones. */

import type { CardTask, Member } from '@quncheng/api';
import { isFinished } from '@quncheng/domain';
import type { MouseEvent, ReactNode } from 'react';

import { Avatar, StatusBadge } from '../../ui/index.ts';
import { taskHref } from './links.ts';
import styles from './task.module.css';

interface TaskLineProps {
  readonly task: CardTask;
  readonly assignee: Member | null;
  readonly aside?: ReactNode;
  readonly onOpen: (task: CardTask) => void;
}

export function TaskLine({ task, assignee, aside, onOpen }: TaskLineProps) {
  const handleClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(task);
  };
  return (
    <a className={styles.line} href={taskHref(task)} onClick={handleClick}>
      <span className={`${styles.lineText} ${isFinished(task) ? styles.struck : ''}`}>
        {task.number !== null && <span className={styles.aside}>#{task.number} </span>}
        {task.title}
      </span>
      {aside}
      <StatusBadge status={task.status} />
      {assignee !== null && <Avatar member={assignee} size={20} />}
    </a>
  );
}
