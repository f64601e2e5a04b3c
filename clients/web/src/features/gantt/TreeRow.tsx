/** One row of the plan's table: a task, a summary or the head of a group. */
import type { Member, PlanTask } from '@quncheng/api';
import { isMilestone, type Row } from '@quncheng/gantt';
import { ChevronDown, ChevronRight, Diamond, PanelRightOpen } from 'lucide-react';
import { memo, type ReactNode } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar, join } from '../../ui/index.ts';
import { CellEditor } from './CellEditor.tsx';
import { signed, type Column, type Comparison, type TaskDates } from './columns.ts';
import styles from './gantt.module.css';

export interface RowCallbacks {
  readonly onFold: (rowId: string) => void;
  readonly onOpen: (task: number) => void;
  readonly onEdit: (rowId: string, column: Column) => void;
  readonly onCommit: (task: number, column: Column, value: string) => void;
  readonly onCancelEdit: () => void;
}

export interface TreeRowProps {
  readonly row: Row;
  readonly index: number;
  readonly height: number;
  /** Of a group: what it is called. */
  readonly groupTitle: string;
  readonly task: PlanTask | null;
  readonly columns: readonly Column[];
  readonly comparison: Comparison;
  readonly dates: TaskDates;
  readonly duration: number | null;
  readonly dayOf: (day: string) => string;
  readonly assignee: Member | null;
  readonly people: readonly Member[];
  readonly isSelected: boolean;
  readonly isLate: boolean;
  /** Null: the focus is elsewhere; −1: on the row itself. */
  readonly focusedColumn: number | null;
  readonly editedColumn: Column | null;
  readonly callbacks: RowCallbacks;
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, index, height, groupTitle, task, columns, focusedColumn, isSelected, callbacks } = props;
  const t = useWords();
  const title = task?.title ?? groupTitle;
  return (
    <div
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={index + 2}
      aria-expanded={row.isOpenable ? row.isOpen : undefined}
      aria-selected={row.kind === 'task' ? isSelected : undefined}
      data-row={row.id}
      tabIndex={focusedColumn === -1 ? 0 : -1}
      className={join(styles.row, isSelected && styles.selected, row.kind === 'group' && styles.group)}
      style={{ transform: `translateY(${index * height}px)`, height }}
    >
      <TitleCell {...props} title={title} />
      {task && columns.slice(1).map((column) => <FactCell key={column} column={column} {...props} task={task} />)}
      {!task && <span role="gridcell" aria-colspan={columns.length - 1} className={styles.cell} />}
      {task && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.open}
          aria-hidden="true"
          title={t('gantt.open_task', { title })}
          onClick={() => row.kind === 'task' && callbacks.onOpen(row.task)}
        >
          <PanelRightOpen />
        </button>
      )}
    </div>
  );
});

function TitleCell(props: TreeRowProps & { readonly title: string }) {
  const { row, task, title, callbacks } = props;
  const t = useWords();
  const Chevron = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <Cell column="title" {...props}>
      <span className={styles.title} style={{ paddingInlineStart: row.depth * 16 }}>
        {row.isOpenable ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.fold}
            aria-label={t(row.isOpen ? 'gantt.fold' : 'gantt.unfold', { title })}
            onClick={() => callbacks.onFold(row.id)}
          >
            <Chevron aria-hidden="true" />
          </button>
        ) : (
          <span className={styles.noFold}>{task && isMilestone(task) && <Diamond aria-hidden="true" />}</span>
        )}
        <span className={styles.ellipsis}>{title}</span>
        {row.kind === 'group' && <span className={styles.count}>{row.count}</span>}
      </span>
    </Cell>
  );
}

function FactCell({ column, task, ...props }: TreeRowProps & { readonly column: Column; readonly task: PlanTask }) {
  const t = useWords();
  const { dates, comparison, dayOf, assignee, duration, isLate } = props;
  const { baselineFinish, variance } = comparison;
  const day = column === 'start' ? dates.start : dates.finish;
  return (
    <Cell column={column} {...props} task={task}>
      {column === 'assignee' && assignee && (
        <span className={styles.person}>
          <Avatar member={assignee} size={20} isDecorative />
          <span className={styles.ellipsis}>{assignee.name}</span>
        </span>
      )}
      {column === 'duration' && (duration === null ? '—' : t('gantt.days', { days: duration }))}
      {column === 'baselineFinish' && (baselineFinish === null ? '—' : dayOf(baselineFinish))}
      {column === 'variance' && (
        <span className={join(variance !== null && variance > 0 && styles.late)}>{variance === null ? '—' : t('baseline.days', { days: signed(variance) })}</span>
      )}
      {(column === 'start' || column === 'finish') && (
        <span className={join(styles.day, column === 'finish' && isLate && styles.late)}>
          {day === null ? '—' : dayOf(day)}
          {column === 'finish' && isLate && <span className="visually-hidden"> {t('value.overdue')}</span>}
        </span>
      )}
    </Cell>
  );
}

function Cell({ column, columns, children, row, focusedColumn, editedColumn, callbacks, ...facts }: TreeRowProps & { readonly column: Column; readonly children: ReactNode }) {
  const place = columns.indexOf(column);
  const isEdited = editedColumn === column && row.kind === 'task';
  return (
    <div
      role="gridcell"
      data-column={place}
      tabIndex={focusedColumn === place && !isEdited ? 0 : -1}
      className={join(styles.cell, styles[column])}
      onDoubleClick={() => callbacks.onEdit(row.id, column)}
    >
      {isEdited ? (
        <CellEditor
          column={column}
          value={valueOf(column, facts)}
          people={facts.people}
          onCommit={(value) => callbacks.onCommit(row.task, column, value)}
          onCancel={callbacks.onCancelEdit}
        />
      ) : (
        children
      )}
    </div>
  );
}

function valueOf(column: Column, { task, dates, duration }: Pick<TreeRowProps, 'task' | 'dates' | 'duration'>): string {
  if (column === 'title') return task?.title ?? '';
  if (column === 'assignee') return task?.assignee_id ?? '';
  if (column === 'duration') return duration === null ? '' : String(duration);
  return column === 'start' || column === 'finish' ? (dates[column] ?? '') : '';
}
