/** One column of the board; renders only the cards in sight. */

import type { CardTask, Member } from '@quncheng/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type ReactElement,
  type RefObject,
} from 'react';

import { useWords } from '../../app/words.ts';
import { hasSameCards, isOverLimit, type ColumnView } from './board-view.ts';
import styles from './board.module.css';
import { rowsOf, type CardRow, type HeldCard } from './column-layout.ts';
import type { ColumnBox, Slot } from './drop-target.ts';
import { QuickAdd } from './QuickAdd.tsx';
import { TaskCard } from './TaskCard.tsx';

const USUAL_CARD_HEIGHT = 90;
const CARD_SPACE = 8;

/** What the board asks of a mounted column. */
export interface ColumnHandle {
  readonly scroller: HTMLElement;
  readonly measure: () => ColumnBox;
  readonly reveal: (cardId: string) => void;
}

export interface ColumnProps {
  readonly view: ColumnView;
  readonly members: ReadonlyMap<string, Member>;
  readonly selectedId: string | null;
  /** Set for the column the card came from and the one it is over; null for the others. */
  readonly carriedId: string | null;
  readonly gapHeight: number;
  readonly slot: Slot | null;
  readonly mayAdd: boolean;
  readonly isFiltered: boolean;
  readonly hintId: string;
  readonly onOpen: (task: CardTask) => void;
  readonly onAdd: (columnId: string, title: string) => void;
  readonly onMount: (columnId: string, handle: ColumnHandle | null) => void;
}

export const Column = memo(function Column(props: ColumnProps) {
  const { view, members, selectedId, carriedId, gapHeight, slot, mayAdd, isFiltered, hintId, onOpen, onAdd, onMount } =
    props;
  const { column, tasks } = view;
  const t = useWords();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const { rows, held } = useMemo(() => rowsOf(column.id, tasks, carriedId, slot), [column.id, tasks, carriedId, slot]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    estimateSize: (index) => (rows[index]?.task === null ? gapHeight + CARD_SPACE : USUAL_CARD_HEIGHT),
    overscan: 4,
    paddingStart: 4,
  });
  useColumnHandle({ columnId: column.id, scrollerRef, rows, virtualizer, onMount });

  const cards = virtualizer.getVirtualItems().map((item) => {
    const task = rows[item.index]?.task ?? null;
    const assignee = task?.assignee_id == null ? null : (members.get(task.assignee_id) ?? null);
    return (
      <li
        key={item.key}
        ref={task === null ? undefined : virtualizer.measureElement}
        data-index={item.index}
        className={styles.row}
        style={task === null ? { ...shift(item.start), height: item.size } : shift(item.start)}
        aria-hidden={task === null || undefined}
        aria-setsize={rows.length}
        aria-posinset={item.index + 1}
      >
        {task === null ? (
          <div className={styles.gap} />
        ) : (
          <TaskCard
            task={task}
            assignee={assignee}
            isSelected={task.id === selectedId}
            describedBy={hintId}
            onOpen={onOpen}
          />
        )}
      </li>
    );
  });

  return (
    <section className={styles.column} data-over={slot?.columnId === column.id} aria-labelledby={`column-${column.id}`}>
      <ColumnHead view={view} />
      <div ref={scrollerRef} className={styles.cards}>
        {rows.length === 0 && (
          <p className={styles.empty}>{isFiltered ? t('board.no_match') : t('board.empty_column')}</p>
        )}
        <ul className={styles.track} style={{ height: virtualizer.getTotalSize() }}>
          {held === null ? cards : withHeld(cards, held, rows)}
        </ul>
      </div>
      {mayAdd && <QuickAdd onAdd={(title) => onAdd(column.id, title)} />}
    </section>
  );
}, isSameColumn);

function isSameColumn(before: ColumnProps, after: ColumnProps): boolean {
  return (
    before.view.column === after.view.column &&
    before.view.total === after.view.total &&
    hasSameCards(before.view.tasks, after.view.tasks) &&
    before.members === after.members &&
    before.selectedId === after.selectedId &&
    before.carriedId === after.carriedId &&
    before.gapHeight === after.gapHeight &&
    before.slot === after.slot &&
    before.mayAdd === after.mayAdd &&
    before.isFiltered === after.isFiltered &&
    before.onOpen === after.onOpen &&
    before.onAdd === after.onAdd
  );
}

/** The held card stays the same element in the same order: a new one would lose the finger that holds it. */
function withHeld(cards: readonly ReactElement[], held: HeldCard, rows: readonly CardRow[]): ReactElement[] {
  const before = new Set(rows.slice(0, held.index).map((row) => row.id));
  const place = cards.filter((card) => card.key !== null && before.has(card.key)).length;
  // The virtualizer still watches this element: -1 says that it has no place.
  const element = (
    <li key={held.task.id} data-index={-1} className={styles.hidden}>
      <TaskCard task={held.task} assignee={null} />
    </li>
  );
  return [...cards.slice(0, place), element, ...cards.slice(place)];
}

function shift(start: number): { transform: string } {
  return { transform: `translateY(${start}px)` };
}

function ColumnHead({ view }: { readonly view: ColumnView }) {
  const t = useWords();
  const { column, total } = view;
  const isOver = isOverLimit(view);
  return (
    <header className={styles.head}>
      <span className={styles.dot} data-status={column.status} aria-hidden="true" />
      <h2 className={styles.name} id={`column-${column.id}`}>
        {column.name}
      </h2>
      <span className={styles.count} data-over-limit={isOver}>
        {column.wip_limit === null ? total : t('board.limit', { count: total, limit: column.wip_limit })}
        {isOver && <span className="visually-hidden"> {t('board.over_limit', { limit: column.wip_limit ?? 0 })}</span>}
      </span>
    </header>
  );
}

interface Measured {
  readonly measurementsCache: readonly { readonly key: unknown; readonly start: number; readonly end: number }[];
  readonly scrollToIndex: (index: number, options: { align: 'auto' }) => void;
}

interface HandleInputs {
  readonly columnId: string;
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly CardRow[];
  readonly virtualizer: Measured;
  readonly onMount: ColumnProps['onMount'];
}

function useColumnHandle({ columnId, scrollerRef, rows, virtualizer, onMount }: HandleInputs): void {
  const rowsRef = useRef(rows);
  useLayoutEffect(() => {
    rowsRef.current = rows;
  }, [rows]);
  useEffect(() => {
    const scroller = scrollerRef.current;
    if (scroller === null) return undefined;
    onMount(columnId, {
      scroller,
      measure: () => {
        const { left, right, top } = scroller.getBoundingClientRect();
        const boxes = virtualizer.measurementsCache.map(({ key, start, end }) => ({ id: String(key), start, end }));
        return { columnId, left, right, top, scrollTop: scroller.scrollTop, rows: boxes };
      },
      reveal: (cardId) => {
        const index = rowsRef.current.findIndex((row) => row.id === cardId);
        if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
      },
    });
    return () => onMount(columnId, null);
  }, [columnId, scrollerRef, virtualizer, onMount]);
}
