/** Tasks as a table on the desktop: the head sorts, a row opens; only rows in sight are in the document. */

import type { CardTask, Member } from '@quncheng/api';
import { deadlineOf, isAtRisk, isFinished, isOverdue } from '@quncheng/domain';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, type MouseEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar, StatusBadge } from '../../ui/index.ts';
import { taskHref } from '../task/links.ts';
import { useDays } from '../task/use-days.ts';
import type { ListView, SortKey } from './filters.ts';
import styles from './list.module.css';
import { sortBy } from './ListToolbar.tsx';

const ROW_HEIGHT = 40;

interface TaskTableProps {
  readonly tasks: readonly CardTask[];
  readonly members: ReadonlyMap<string, Member>;
  readonly selectedId: string | null;
  readonly view: ListView;
  readonly onOpen: (task: CardTask) => void;
  readonly onView: (view: ListView) => void;
}

export function TaskTable({ tasks, members, selectedId, view, onOpen, onView }: TaskTableProps) {
  const t = useWords();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scrollerRef.current,
    getItemKey: (index) => tasks[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: ROW_HEIGHT,
  });
  return (
    <div
      ref={scrollerRef}
      className={styles.scroller}
      role="table"
      aria-label={t('list.label')}
      aria-rowcount={tasks.length + 1}
    >
      <TableHead view={view} onView={onView} />
      <div role="rowgroup" className={styles.track} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const task = tasks[item.index];
          if (task === undefined) return null;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              className={`${styles.grid} ${styles.row} ${isFinished(task) ? styles.closed : ''}`}
              data-selected={task.id === selectedId}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onOpen(task)}
            >
              <TaskRow task={task} assignee={members.get(task.assignee_id ?? '') ?? null} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function TableHead({ view, onView }: Pick<TaskTableProps, 'view' | 'onView'>) {
  const t = useWords();
  const head = (key: SortKey, text: string) => {
    const isActive = view.sort === key;
    const Arrow = view.isDescending ? ArrowDown : ArrowUp;
    return (
      <div role="columnheader" aria-sort={isActive ? (view.isDescending ? 'descending' : 'ascending') : undefined}>
        <button type="button" className={styles.sort} data-active={isActive} onClick={() => onView(sortBy(view, key))}>
          {text}
          {isActive && <Arrow aria-hidden="true" />}
        </button>
      </div>
    );
  };
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.grid}>
        {head('number', t('list.number'))}
        {head('title', t('field.title'))}
        {head('status', t('field.status'))}
        <div role="columnheader" className={styles.plainHead}>
          {t('field.assignee_id')}
        </div>
        {head('priority', t('field.priority'))}
        {head('due_date', t('field.due_date'))}
        <div role="columnheader" className={styles.plainHead}>
          {t('field.percent_complete')}
        </div>
        {head('updated_at', t('list.updated'))}
      </div>
    </div>
  );
}

function TaskRow({ task, assignee }: { readonly task: CardTask; readonly assignee: Member | null }) {
  const t = useWords();
  const days = useDays();
  const deadline = deadlineOf(task);
  const isLate = isOverdue(task, days.today);
  const tone = isLate ? styles.late : isAtRisk(task) ? styles.risky : '';
  const flag = isLate ? t('flag.overdue') : isAtRisk(task) ? t('flag.at_risk') : '';
  // The row opens on a click anywhere; the link is for the keyboard and for a new tab.
  const handleLink = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) event.stopPropagation();
    else event.preventDefault();
  };
  return (
    <>
      <div role="cell" className={styles.number}>
        {task.number === null ? t('value.new') : `#${task.number}`}
      </div>
      <div role="cell" className={styles.title}>
        <a href={taskHref(task)} onClick={handleLink}>
          {task.title}
        </a>
      </div>
      <div role="cell">
        <StatusBadge status={task.status} />
      </div>
      <div role="cell">
        {assignee === null ? (
          <span className={styles.muted}>{t('value.unassigned')}</span>
        ) : (
          <span className={styles.person}>
            <Avatar member={assignee} size={20} isDecorative />
            {assignee.name}
          </span>
        )}
      </div>
      <div role="cell" className={task.priority === 'high' ? styles.high : styles.muted}>
        {t(`priority.${task.priority}`)}
      </div>
      <div role="cell" className={`${styles.date} ${tone}`} title={flag}>
        {deadline === null ? <span className={styles.muted}>—</span> : days.format(deadline)}
        {flag !== '' && <span className="visually-hidden"> {flag}</span>}
      </div>
      <div role="cell" className={styles.progress}>
        <span className={styles.meter} aria-hidden="true">
          <span style={{ width: `${task.percent_complete}%` }} />
        </span>
        {task.percent_complete}%
      </div>
      <div role="cell" className={`${styles.muted} ${styles.date}`}>
        {days.formatInstant(task.updated_at)}
      </div>
    </>
  );
}
