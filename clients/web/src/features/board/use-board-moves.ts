/** Moving cards on the board: one rule of who may, one sentence of where it went, for pointer and keyboard alike. */

import type { CardTask } from '@quncheng/api';
import { useMemo, useState, type KeyboardEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { showToast } from '../../ui/index.ts';
import { sentenceOfMove } from './announce.ts';
import { findCard, orderOf, type ColumnView } from './board-view.ts';
import { neighboursOf, type Neighbours, type Slot } from './drop-target.ts';
import { useCardKeys } from './use-card-keys.ts';
import type { ColumnHandles } from './use-column-handles.ts';
import { useDrag, type Drag } from './use-drag.ts';

interface BoardMovesInputs {
  readonly views: readonly ColumnView[];
  readonly handles: ColumnHandles;
  readonly mayMove: (task: CardTask) => boolean;
  readonly onMove: (task: CardTask, columnId: string, neighbours: Neighbours) => void;
}

export interface BoardMoves {
  readonly drag: Drag;
  /** For screen readers: what just happened. */
  readonly said: string;
  readonly handleKeyDown: (event: KeyboardEvent) => void;
}

export function useBoardMoves({ views, handles, mayMove, onMove }: BoardMovesInputs): BoardMoves {
  const t = useWords();
  const [said, setSaid] = useState('');
  const order = useMemo(() => orderOf(views), [views]);
  const titleOf = (cardId: string): string => findCard(views, cardId)?.title ?? '';

  const move = (cardId: string, slot: Slot): void => {
    const task = findCard(views, cardId);
    const column = order.find((candidate) => candidate.columnId === slot.columnId);
    if (task === undefined || column === undefined) return;
    if (task.column_id === slot.columnId && column.cardIds.indexOf(cardId) === slot.index) return;
    setSaid(sentenceOfMove(t, views, cardId, task.title, slot));
    onMove(task, slot.columnId, neighboursOf(column, slot.index, cardId));
  };
  const mayCarry = (cardId: string): boolean => {
    const task = findCard(views, cardId);
    return task !== undefined && mayMove(task);
  };

  const drag = useDrag({
    mayCarry,
    locate: handles.locate,
    scrollersAt: handles.scrollersAt,
    onLift: (cardId) => setSaid(t('board.lifted', { title: titleOf(cardId) })),
    onDrop: move,
    onPutBack: (cardId) => setSaid(t('board.put_back', { title: titleOf(cardId) })),
  });
  const handleKeyDown = useCardKeys({
    rootRef: drag.rootRef,
    order,
    reveal: handles.reveal,
    onCarry: (cardId, slot) => (mayCarry(cardId) ? move(cardId, slot) : showToast(t('board.may_not_move'))),
    onEdge: () => setSaid(t('board.edge')),
  });
  return { drag, said, handleKeyDown };
}
