/** What the toolbar, the palette and the table ask of the chart: go to today, to a row, fold, save, print. */
import { scrollToRow, scrollToTask, scrollToToday, type GridPlace } from '@quncheng/gantt';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

import type { GanttProps } from './Gantt.tsx';
import { printChart, saveChart } from './save-chart.ts';
import type { ChartFrame } from './use-chart.ts';
import type { GanttModel } from './use-gantt-model.ts';
import type { Selection } from './use-selection.ts';

export interface GanttCommands {
  readonly goToToday: () => void;
  readonly foldAll: () => void;
  readonly unfoldAll: () => void;
  readonly save: () => void;
  readonly print: () => void;
}

interface CommandParts extends Pick<GanttProps, 'name' | 'isServerPlan' | 'onCommands'> {
  readonly frame: ChartFrame;
  readonly model: GanttModel;
  readonly selection: Selection;
}

/** Returns how a row gets the focus: in sight, and its bar too. */
export function useChartCommands({ name, isServerPlan, onCommands, frame, model, selection }: CommandParts): (place: GridPlace) => void {
  const { size, scrollTo, getViewport, controllerRef } = frame;
  const { base, layout } = model;
  const { setFolded, setPlace } = selection;
  const latest = useRef(model);
  useLayoutEffect(() => {
    latest.current = model;
  });

  const goToToday = useCallback(() => scrollTo(scrollToToday(latest.current.base, getViewport())), [scrollTo, getViewport]);
  const isThere = size.width > 0;
  // Twice at most: on what this device knows, and on the server's plan.
  const shown = useRef<boolean | null>(null);
  useLayoutEffect(() => {
    if (!isThere || shown.current === isServerPlan || shown.current === true) return;
    shown.current = isServerPlan;
    goToToday();
  }, [isThere, isServerPlan, goToToday]);

  useEffect(() => {
    onCommands({
      goToToday,
      foldAll: () => setFolded(new Set(latest.current.layout.rows.flatMap((row) => (row.isOpenable ? row.id : [])))),
      unfoldAll: () => setFolded(new Set()),
      save: () => saveChart(latest.current.base, name),
      print: () => printChart(latest.current.base),
    });
    return () => onCommands(null);
  }, [onCommands, goToToday, setFolded, name]);

  return useCallback(
    (place) => {
      setPlace(place);
      const row = layout.rows[place.row];
      if (!row) return;
      const viewport = getViewport();
      const target = row.kind === 'task' ? scrollToTask(base, viewport, row.task) : { left: viewport.left, top: scrollToRow(base, viewport, place.row) };
      if (target.left !== viewport.left || target.top !== viewport.top) scrollTo(target);
      controllerRef.current?.focus(row.kind === 'task' ? row.task : null);
    },
    [setPlace, layout, base, getViewport, scrollTo, controllerRef],
  );
}
