/** Tasks as cells on the phone; only those in sight are in the document. */

import type { CardTask, Member } from '@quncheng/api';
import { deadlineOf, isAtRisk, isFinished, isOverdue } from '@quncheng/domain';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type MouseEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar, StatusBadge } from '../../ui/index.ts';
import { taskHref } from '../task/links.ts';
import { useDays } from '../task/use-days.ts';
import styles from './list.module.css';

const CELL_HEIGHT = 68;

interface TaskCellsProps {
  readonly tasks: readonly CardTask[];
  readonly members: ReadonlyMap<string, Member>;
  readonly onOpen: (task: CardTask) => void;
}

export function TaskCells({ tasks, members, onOpen }: TaskCellsProps) {
  const t = useWords();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scrollerRef.current,
    getItemKey: (index) => tasks[index]?.id ?? index,
    estimateSize: () => CELL_HEIGHT,
    overscan: 8,
  });
  return (
    <div ref={scrollerRef} className={styles.scroller}>
      <ul className={styles.track} style={{ height: virtualizer.getTotalSize() }} aria-label={t('list.label')}>
        {virtualizer.getVirtualItems().map((item) => {
          const task = tasks[item.index];
          if (task === undefined) return null;
          return (
            <li
              key={item.key}
              className={styles.cell}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={tasks.length}
              aria-posinset={item.index + 1}
            >
              <TaskCell task={task} assignee={members.get(task.assignee_id ?? '') ?? null} onOpen={onOpen} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface TaskCellProps {
  readonly task: CardTask;
  readonly assignee: Member | null;
  readonly onOpen: (task: CardTask) => void;
}

function TaskCell({ task, assignee, onOpen }: TaskCellProps) {
  const t = useWords();
  const days = useDays();
  const deadline = deadlineOf(task);
  const isLate = isOverdue(task, days.today);
  const isRisky = !isLate && isAtRisk(task);
  const handleClick = (event: MouseEvent): void => {
    event.preventDefault();
    onOpen(task);
  };
  return (
    <a
      href={taskHref(task)}
      className={`${styles.cellLink} ${isFinished(task) ? styles.closed : ''}`}
      onClick={handleClick}
    >
      <span className={styles.cellBody}>
        <span className={styles.cellTitle}>{task.title}</span>
        <span className={styles.cellFacts}>
          <span>{task.number === null ? t('value.new') : `#${task.number}`}</span>
          {task.priority === 'high' && !isFinished(task) && <span className={styles.high}>{t('list.high')}</span>}
          {deadline !== null && !isFinished(task) && (
            <span className={isLate ? styles.late : isRisky ? styles.risky : undefined}>
              {days.format(deadline)} {isLate ? t('flag.overdue') : isRisky ? t('flag.at_risk') : ''}
            </span>
          )}
          {task.percent_complete > 0 && !isFinished(task) && <span>{task.percent_complete}%</span>}
        </span>
      </span>
      <StatusBadge status={task.status} />
      <Avatar member={assignee} size={32} />
    </a>
  );
}
