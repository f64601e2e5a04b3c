/** The columns side by side, and the card that is carried between them. */

import type { CardTask, Member } from '@quncheng/api';
import { useId, useRef } from 'react';

import { useWords } from '../../app/words.ts';
import { findCard, type ColumnView } from './board-view.ts';
import styles from './board.module.css';
import { Column } from './Column.tsx';
import type { Neighbours, Slot } from './drop-target.ts';
import { TaskCard } from './TaskCard.tsx';
import { useBoardMoves } from './use-board-moves.ts';
import { useColumnHandles } from './use-column-handles.ts';

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

export function Board({ views, members, mayMove, onMove, ...column }: BoardProps) {
  const t = useWords();
  const hintId = useId();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const handles = useColumnHandles(scrollerRef);
  const { drag, said, handleKeyDown } = useBoardMoves({ views, handles, mayMove, onMove });
  const { carried, slot } = drag;
  const carriedTask = carried === null ? undefined : findCard(views, carried.cardId);
  return (
    <div
      ref={drag.rootRef}
      className={`${styles.board} ${carried === null ? '' : styles.carrying}`}
      onKeyDown={handleKeyDown}
    >
      <p id={hintId} className="visually-hidden">
        {t('board.how_to_move')}
      </p>
      <div ref={scrollerRef} className={styles.scroller}>
        {views.map((view) => {
          const isOver = slot?.columnId === view.column.id;
          const isHome = carriedTask?.column_id === view.column.id;
          const isConcerned = carried !== null && (isOver || isHome);
          return (
            <Column
              key={view.column.id}
              {...column}
              view={view}
              members={members}
              carriedId={isConcerned ? carried.cardId : null}
              gapHeight={isConcerned ? carried.height : 0}
              slot={isOver ? slot : isHome && slot !== null ? ELSEWHERE : null}
              hintId={hintId}
              onMount={handles.mount}
            />
          );
        })}
      </div>
      {carried !== null && carriedTask !== undefined && (
        <div ref={drag.ghostRef} className={styles.ghost} style={{ width: carried.width }} aria-hidden="true">
          <TaskCard task={carriedTask} assignee={members.get(carriedTask.assignee_id ?? '') ?? null} />
        </div>
      )}
      <p className="visually-hidden" role="status" aria-live="assertive">
        {said}
      </p>
    </div>
  );
}
