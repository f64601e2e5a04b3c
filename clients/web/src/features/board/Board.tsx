/** The columns side by side, and the card that is carried between them. */

import type { CardTask, Member } from '@quncheng/api';
import { useCallback, useId, useMemo, useRef, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { showToast } from '../../ui/index.ts';
import { sentenceOfMove } from './announce.ts';
import { orderOf, type ColumnView } from './board-view.ts';
import styles from './board.module.css';
import { Column, type ColumnHandle } from './Column.tsx';
import { findSlot, neighboursOf, type Neighbours, type Slot } from './drop-target.ts';
import { TaskCard } from './TaskCard.tsx';
import { useCardKeys } from './use-card-keys.ts';
import { useDrag } from './use-drag.ts';

// For the column the card left: where exactly it is elsewhere must not render that column again.
const ELSEWHERE: Slot = { columnId: '', index: -1 };

export interface BoardProps {
  readonly views: readonly ColumnView[];
  readonly members: ReadonlyMap<string, Member>;
  readonly selectedId: string | null;
  readonly mayAdd: boolean;
  readonly isFiltered: boolean;
  readonly mayMove: (task: CardTask) => boolean;
  readonly onOpen: (task: CardTask) => void;
  readonly onAdd: (columnId: string, title: string) => void;
  readonly onMove: (task: CardTask, columnId: string, neighbours: Neighbours) => void;
}

export function Board(props: BoardProps) {
  const { views, members, selectedId, mayAdd, isFiltered, mayMove, onOpen, onAdd, onMove } = props;
  const t = useWords();
  const hintId = useId();
  const [said, setSaid] = useState('');
  const handlesRef = useRef(new Map<string, ColumnHandle>());
  const scrollerRef = useRef<HTMLDivElement>(null);
  const order = useMemo(() => orderOf(views), [views]);
  const findTask = (cardId: string): CardTask | undefined => findCard(views, cardId);

  const move = (cardId: string, slot: Slot): void => {
    const task = findTask(cardId);
    const column = order.find((candidate) => candidate.columnId === slot.columnId);
    if (task === undefined || column === undefined) return;
    if (task.column_id === slot.columnId && column.cardIds.indexOf(cardId) === slot.index) return;
    setSaid(sentenceOfMove(t, views, cardId, task.title, slot));
    onMove(task, slot.columnId, neighboursOf(column, slot.index, cardId));
  };

  const carry = (cardId: string, slot: Slot): void => {
    const task = findTask(cardId);
    if (task === undefined) return;
    if (mayMove(task)) move(cardId, slot);
    else showToast(t('board.may_not_move'));
  };

  const drag = useDrag({
    mayCarry: (cardId) => {
      const task = findTask(cardId);
      return task !== undefined && mayMove(task);
    },
    locate: (point, cardId) =>
      findSlot(
        [...handlesRef.current.values()].map((handle) => handle.measure()),
        point,
        cardId,
      ),
    scrollersAt: (point) => scrollersUnder(scrollerRef.current, handlesRef.current, point.x),
    onLift: (cardId) => setSaid(t('board.lifted', { title: findTask(cardId)?.title ?? '' })),
    onDrop: move,
    onPutBack: (cardId) => setSaid(t('board.put_back', { title: findTask(cardId)?.title ?? '' })),
  });

  const reveal = useCallback((cardId: string) => {
    for (const handle of handlesRef.current.values()) handle.reveal(cardId);
  }, []);
  const handleKeyDown = useCardKeys({
    rootRef: drag.rootRef,
    order,
    reveal,
    onCarry: carry,
    onEdge: () => setSaid(t('board.edge')),
  });
  const handleMount = useCallback((columnId: string, handle: ColumnHandle | null) => {
    if (handle === null) handlesRef.current.delete(columnId);
    else handlesRef.current.set(columnId, handle);
  }, []);

  const carriedTask = drag.carried === null ? undefined : findTask(drag.carried.cardId);
  return (
    <div
      ref={drag.rootRef}
      className={`${styles.board} ${drag.carried === null ? '' : styles.carrying}`}
      onKeyDown={handleKeyDown}
    >
      <p id={hintId} className="visually-hidden">
        {t('board.how_to_move')}
      </p>
      <div ref={scrollerRef} className={styles.scroller}>
        {views.map((view) => {
          const isOver = drag.slot?.columnId === view.column.id;
          const isHome = carriedTask?.column_id === view.column.id;
          return (
            <Column
              key={view.column.id}
              view={view}
              members={members}
              selectedId={selectedId}
              carriedId={isOver || isHome ? (drag.carried?.cardId ?? null) : null}
              gapHeight={drag.carried?.height ?? 0}
              slot={isOver ? drag.slot : isHome && drag.slot !== null ? ELSEWHERE : null}
              mayAdd={mayAdd}
              isFiltered={isFiltered}
              hintId={hintId}
              onOpen={onOpen}
              onAdd={onAdd}
              onMount={handleMount}
            />
          );
        })}
      </div>
      {drag.carried !== null && carriedTask !== undefined && (
        <div ref={drag.ghostRef} className={styles.ghost} style={{ width: drag.carried.width }} aria-hidden="true">
          <TaskCard task={carriedTask} assignee={members.get(carriedTask.assignee_id ?? '') ?? null} />
        </div>
      )}
      <p className="visually-hidden" role="status" aria-live="assertive">
        {said}
      </p>
    </div>
  );
}

function findCard(views: readonly ColumnView[], cardId: string): CardTask | undefined {
  for (const view of views) {
    const task = view.tasks.find((candidate) => candidate.id === cardId);
    if (task !== undefined) return task;
  }
  return undefined;
}

function scrollersUnder(
  board: HTMLElement | null,
  handles: ReadonlyMap<string, ColumnHandle>,
  x: number,
): HTMLElement[] {
  const under = [...handles.values()].find(({ scroller }) => {
    const { left, right } = scroller.getBoundingClientRect();
    return left <= x && x <= right;
  });
  return [board, under?.scroller ?? null].filter((scroller) => scroller !== null);
}
