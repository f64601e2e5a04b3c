/** A task as a card: what it is, who has it, by when, and what stands in the way. */

import type { CardTask, Member } from '@quncheng/api';
import { deadlineOf, isAtRisk, isFinished, isOverdue } from '@quncheng/domain';
import { CalendarDays, GitBranch, ListChecks, MessageSquare, Milestone } from 'lucide-react';
import { memo, type MouseEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PriorityBadge } from '../../ui/Badge.tsx';
import { taskHref } from '../task/links.ts';
import { useDays } from '../task/use-days.ts';
import styles from './board.module.css';

interface TaskCardProps {
  readonly task: CardTask;
  readonly assignee: Member | null;
  readonly isSelected?: boolean;
  readonly describedBy?: string;
  readonly onOpen?: (task: CardTask) => void;
}

export const TaskCard = memo(function TaskCard({
  task,
  assignee,
  isSelected = false,
  describedBy,
  onOpen,
}: TaskCardProps) {
  const t = useWords();
  const handleClick = (event: MouseEvent): void => {
    if (onOpen === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(task);
  };
  return (
    <a
      className={styles.card}
      href={taskHref(task)}
      draggable={false}
      data-card-id={task.id}
      data-selected={isSelected}
      data-closed={isFinished(task)}
      aria-describedby={describedBy}
      onClick={handleClick}
    >
      <span className={styles.title}>
        {task.kind === 'milestone' && <Milestone className={styles.kind} role="img" aria-label={t('kind.milestone')} />}
        {task.title}
      </span>
      {task.status === 'blocked' && task.blocked_reason !== '' && (
        <span className={styles.reason}>{t('board.blocked', { reason: task.blocked_reason })}</span>
      )}
      <CardFacts task={task} assignee={assignee} />
      {task.percent_complete > 0 && !isFinished(task) && (
        <span className={styles.progress}>
          <span className={styles.meter} aria-hidden="true">
            <span style={{ width: `${task.percent_complete}%` }} />
          </span>
          {task.percent_complete}%
        </span>
      )}
    </a>
  );
});

function CardFacts({ task, assignee }: { readonly task: CardTask; readonly assignee: Member | null }) {
  const t = useWords();
  return (
    <span className={styles.meta}>
      <span className={styles.facts}>
        <span>{task.number === null ? t('value.new') : `#${task.number}`}</span>
        {task.priority === 'high' && !isFinished(task) && <PriorityBadge priority="high" />}
        <DueFact task={task} />
        {task.checklist_total > 0 && (
          <span
            className={styles.fact}
            title={t('board.checklist', { done: task.checklist_done, total: task.checklist_total })}
          >
            <ListChecks aria-hidden="true" />
            {task.checklist_done}/{task.checklist_total}
          </span>
        )}
        {task.subtask_count > 0 && (
          <span className={styles.fact} title={t('board.subtasks', { count: task.subtask_count })}>
            <GitBranch aria-hidden="true" />
            {task.subtask_count}
          </span>
        )}
        {task.comment_count > 0 && (
          <span className={styles.fact} title={t('board.comments', { count: task.comment_count })}>
            <MessageSquare aria-hidden="true" />
            {task.comment_count}
          </span>
        )}
      </span>
      {assignee !== null && <Avatar member={assignee} size={24} />}
    </span>
  );
}

function DueFact({ task }: { readonly task: CardTask }) {
  const t = useWords();
  const days = useDays();
  const deadline = deadlineOf(task);
  if (deadline === null || isFinished(task)) return null;
  const isLate = isOverdue(task, days.today);
  const isRisky = !isLate && isAtRisk(task);
  const flag = isLate ? t('value.overdue') : isRisky ? t('value.at_risk') : null;
  const tone = isLate ? styles.late : isRisky ? styles.risky : '';
  return (
    <span className={`${styles.fact} ${tone}`}>
      <CalendarDays aria-hidden="true" />
      {days.formatShort(deadline)}
      {flag !== null && <span>{flag}</span>}
    </span>
  );
}
