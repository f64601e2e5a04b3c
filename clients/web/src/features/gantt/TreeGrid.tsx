/** The plan as a table beside the chart: for reading aloud, for the keyboard, for editing. Only rows in sight are there. */
import type { Member } from '@quncheng/api';
import { isMilestone, type Chart, type GridPlace, type Layout, type Metrics, type WorkDays } from '@quncheng/gantt';
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

import { useWords } from '../../app/words.ts';
import { COLUMN_WIDTHS, COLUMN_WORDS, comparisonOf, datesOf, NO_COMPARISON, type Column } from './columns.ts';
import { isLate } from './gantt-view.ts';
import styles from './gantt.module.css';
import { TreeRow, type RowCallbacks } from './TreeRow.tsx';
import { useDayText } from './use-day-text.ts';

export interface TreeGridProps {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly metrics: Metrics;
  readonly columns: readonly Column[];
  readonly workDays: WorkDays;
  readonly width: number;
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly viewHeight: number;
  readonly groupTitle: (key: string | null) => string;
  readonly members: ReadonlyMap<string, Member>;
  readonly people: readonly Member[];
  readonly selected: ReadonlySet<string>;
  readonly place: GridPlace;
  readonly edited: { readonly rowId: string; readonly column: Column } | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onKeyUp: (event: KeyboardEvent) => void;
  readonly onPlace: (place: GridPlace) => void;
  readonly onSelect: (rowId: string, event: MouseEvent) => void;
  readonly callbacks: RowCallbacks;
}

const NO_DATES = { start: null, finish: null };

export function TreeGrid(props: TreeGridProps) {
  const { chart, layout, metrics, columns, workDays, width, members, people, selected, place, edited, callbacks, groupTitle } = props;
  const t = useWords();
  const dayText = useDayText(chart.today);
  const gridRef = useRef<HTMLDivElement>(null);
  const { first, last } = useRowsInSight(props);
  useFocus(gridRef, props, first);
  const isPlaceThere = place.row >= first && place.row <= last;
  // The row with the focus may be scrolled away: then Tab finds the grid, and the grid hands on to a row in sight.
  const handleFocus = (event: FocusEvent): void => {
    if (event.target !== gridRef.current) return;
    const row = Math.ceil((props.scrollerRef.current?.scrollTop ?? 0) / metrics.rowHeight);
    props.onPlace({ row: Math.min(layout.rows.length - 1, row), column: -1 });
  };
  const handleClick = (event: MouseEvent): void => {
    const rowId = rowIdOf(event.target);
    if (rowId === null) return;
    const row = layout.rows.findIndex(({ id }) => id === rowId);
    props.onPlace({ row, column: columnOf(event.target) });
    props.onSelect(rowId, event);
  };
  return (
    <div
      ref={gridRef}
      role="treegrid"
      aria-label={t('gantt.grid')}
      aria-description={t('gantt.keys')}
      aria-multiselectable="true"
      aria-rowcount={layout.rows.length + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      style={{ width, height: metrics.headerHeight + layout.rows.length * metrics.rowHeight }}
      tabIndex={isPlaceThere ? -1 : 0}
      onFocus={handleFocus}
      onKeyDown={props.onKeyDown}
      onKeyUp={props.onKeyUp}
      onClick={handleClick}
    >
      <GridHead columns={columns} height={metrics.headerHeight} />
      <div role="rowgroup" className={styles.rows}>
        {layout.rows.slice(first, last + 1).map((row, offset) => {
          const index = first + offset;
          const task = row.kind === 'task' ? (chart.tasks[row.task] ?? null) : null;
          return (
            <TreeRow
              key={row.id}
              row={row}
              index={index}
              height={metrics.rowHeight}
              groupTitle={row.kind === 'group' ? groupTitle(row.key) : ''}
              task={task}
              columns={columns}
              comparison={row.kind === 'task' ? comparisonOf(chart, workDays, row.task) : NO_COMPARISON}
              dates={row.kind === 'task' ? datesOf(chart, row.task) : NO_DATES}
              duration={task && !isMilestone(task) && !row.isOpenable ? task.duration_days : null}
              dayOf={dayText}
              assignee={members.get(task?.assignee_id ?? '') ?? null}
              people={people}
              isSelected={selected.has(row.id)}
              isLate={row.kind === 'task' && isLate(chart, row.task)}
              focusedColumn={place.row === index ? place.column : null}
              editedColumn={edited?.rowId === row.id ? edited.column : null}
              callbacks={callbacks}
            />
          );
        })}
      </div>
    </div>
  );
}

function GridHead({ columns, height }: { readonly columns: readonly Column[]; readonly height: number }) {
  const t = useWords();
  return (
    <div role="rowgroup" className={styles.head} style={{ height }}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns.map((column) => (
          <div key={column} role="columnheader" className={styles.headCell} style={{ width: COLUMN_WIDTHS[column] }}>
            {t(COLUMN_WORDS[column])}
          </div>
        ))}
      </div>
    </div>
  );
}

const OVERSCAN = 6;
/** Rows come and go in handfuls: not every pixel of scrolling is work for React. */
const STEP = 4;

function useRowsInSight({ scrollerRef, metrics, layout, viewHeight, place }: TreeGridProps): { readonly first: number; readonly last: number } {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return undefined;
    const handleScroll = (): void => setTop(Math.floor(scroller.scrollTop / metrics.rowHeight / STEP) * STEP);
    handleScroll();
    scroller.addEventListener('scroll', handleScroll, { passive: true });
    return () => scroller.removeEventListener('scroll', handleScroll);
  }, [scrollerRef, metrics]);
  const shownRows = Math.ceil(viewHeight / metrics.rowHeight) + STEP;
  const start = Math.min(top, Math.max(0, layout.rows.length - shownRows));
  const first = Math.max(0, start - OVERSCAN);
  const last = Math.min(layout.rows.length - 1, start + shownRows + OVERSCAN);
  // The row with the focus keeps it while it is near.
  return { first: place.row >= first - STEP && place.row < first ? place.row : first, last };
}

/** The focus follows the place, but only when it was in the table; the field of an edited cell takes it along when it goes. */
function useFocus(gridRef: RefObject<HTMLDivElement | null>, { place, edited }: TreeGridProps, first: number): void {
  const wasEdited = useRef(false);
  useLayoutEffect(() => {
    const grid = gridRef.current;
    const isOurs = wasEdited.current || grid?.contains(document.activeElement) === true;
    wasEdited.current = edited !== null;
    if (!grid || edited || !isOurs) return;
    const row = grid.querySelector<HTMLElement>(`[aria-rowindex="${place.row + 2}"]`);
    const wanted = place.column < 0 ? row : row?.querySelector<HTMLElement>(`[data-column="${place.column}"]`);
    wanted?.focus({ preventScroll: true });
  }, [gridRef, place, edited, first]);
}

function rowIdOf(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row?.dataset['row'] ?? null;
}

/** A click on a button or a field of the row is theirs, the row takes the focus as a whole. */
function columnOf(target: EventTarget): number {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  return cell ? Number(cell.dataset['column']) : -1;
}
