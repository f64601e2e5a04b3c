/** Sentences for the ear: where a card is now. */

import type { Translate } from '@quncheng/i18n';

import type { ColumnView } from './board-view.ts';
import type { Slot } from './drop-target.ts';

export function sentenceOfMove(
  t: Translate,
  views: readonly ColumnView[],
  cardId: string,
  title: string,
  slot: Slot,
): string {
  const view = views.find((candidate) => candidate.column.id === slot.columnId);
  const others = view?.tasks.filter((task) => task.id !== cardId).length ?? 0;
  return t('board.moved', { title, column: view?.column.name ?? '', position: slot.index + 1, total: others + 1 });
}
