/** What the chart reports, turned into choosing, opening, asking and changing. */
import { proposeUnlink, type GridPlace, type Hit } from '@quncheng/gantt';
import { useEffect, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { showToast } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { datesOf } from './columns.ts';
import type { ChartFrame } from './use-chart.ts';
import type { GanttModel } from './use-gantt-model.ts';
import { followersOf, type PlanChange } from './use-plan-change.ts';
import type { PlanWish } from './use-plan-wish.ts';
import type { Selection } from './use-selection.ts';

interface ListenerParts {
  readonly frame: ChartFrame;
  readonly model: GanttModel;
  readonly change: PlanChange;
  readonly wish: PlanWish;
  readonly mayEdit: boolean;
  readonly selection: Selection;
  readonly isPhone: boolean;
  readonly onOpen: (task: number) => void;
  readonly onPlace: (place: GridPlace) => void;
}

/** Returns whether the keyboard is choosing the successor of a link. */
export function useChartListener({ frame, model, change, wish, mayEdit, selection, isPhone, onOpen, onPlace }: ListenerParts): boolean {
  const t = useWords();
  const days = useDays();
  const [isLinking, setIsLinking] = useState(false);
  const { controllerRef, canvasRef } = frame;
  const { chart, layout, base } = model;
  const { held } = change;

  useEffect(() => {
    const controller = controllerRef.current;
    if (!controller) return undefined;
    const titleOf = (task: number): string => chart.tasks[task]?.title ?? '';
    const setHint = (text: string): void => {
      if (canvasRef.current && canvasRef.current.title !== text) canvasRef.current.title = text;
    };
    const click = (hit: Hit, isAdding: boolean): void => {
      if (hit.kind === 'link' && mayEdit) {
        const link = chart.links[hit.link];
        const proposal = proposeUnlink(chart, hit.link);
        if (link && proposal) change.ask(proposal, t('gantt.confirm_unlink', { from: titleOf(link.from), to: titleOf(link.to) }));
        return;
      }
      const row = hit.kind === 'bar' ? (layout.rowOf[hit.task] ?? -1) : hit.kind === 'row' ? hit.row : -1;
      const place = layout.rows[row];
      if (!place) return;
      if (place.kind === 'group') selection.toggleFold(place.id);
      else if (isPhone) onOpen(place.task);
      else {
        selection.select(layout, place.id, isAdding ? 'toggle' : 'alone');
        onPlace({ row, column: -1 });
      }
    };
    controller.listener = {
      onHold: (proposal) => (proposal ? change.hold(proposal) : change.cancel()),
      onDrop(proposal) {
        if (held?.isUnknown !== true) return wish.drop(proposal);
        showToast(t('gantt.cannot_ask'), { tone: 'danger' });
        return change.cancel();
      },
      onPutBack: change.cancel,
      onClick: click,
      onHover(hit) {
        const dates = hit.kind === 'bar' ? datesOf(chart, hit.task) : null;
        const range = dates?.start && dates.finish ? t('value.range', { start: days.formatDate(dates.start), finish: days.formatDate(dates.finish) }) : '';
        const text = hit.kind === 'bar' ? `${titleOf(hit.task)}\n${range} · ${chart.percent[hit.task] ?? 0}%` : '';
        setHint(text);
      },
      onHoverDay: (day) => setHint(base.workDays.specialOn(day)?.name ?? ''),
      onLinking: setIsLinking,
      onRefused: (reason) => showToast(t(reason === 'link' ? 'gantt.cannot_link' : 'gantt.stays')),
    };
    return () => {
      controller.listener = null;
    };
  }, [controllerRef, canvasRef, chart, layout, base, change, wish, mayEdit, held, selection, isPhone, onOpen, onPlace, t, days]);

  useEffect(() => {
    controllerRef.current?.setFollowers(followersOf(chart, held?.consequences ?? null));
  }, [controllerRef, chart, held]);

  // The new plan is there: what hung in the air is now where it belongs.
  useEffect(() => {
    if (controllerRef.current?.isHolding === false) controllerRef.current.clear();
  }, [controllerRef, chart]);

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    const handleDouble = (): void => {
      const hovered = controllerRef.current?.view.scene?.hovered ?? null;
      if (hovered !== null) onOpen(hovered);
    };
    canvas.addEventListener('dblclick', handleDouble);
    return () => canvas.removeEventListener('dblclick', handleDouble);
  }, [canvasRef, controllerRef, onOpen]);

  return isLinking;
}
