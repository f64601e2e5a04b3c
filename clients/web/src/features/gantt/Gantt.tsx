/** Table and chart side by side in one scroll container; on the phone the chart alone. */
import type { Member, Plan } from '@quncheng/api';
import { DESKTOP_METRICS, PHONE_METRICS, widthOf, zoomBy } from '@quncheng/gantt';
import { useCallback, useMemo, useRef, useState, type MouseEvent } from 'react';

import { useIsPhone } from '../../app/screen-size.ts';
import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import type { PlanCalls } from '../../data/plan.ts';
import { join } from '../../ui/index.ts';
import { COLUMNS, COMPARED_COLUMNS, widthOfColumns } from './columns.ts';
import { ConsequencesPanel } from './ConsequencesPanel.tsx';
import type { GanttViewChoice } from './gantt-view.ts';
import styles from './gantt.module.css';
import { RequestDialog } from './RequestDialog.tsx';
import { Splitter } from './Splitter.tsx';
import { TreeGrid } from './TreeGrid.tsx';
import { useCellEdits } from './use-cell-edits.ts';
import { useAnchor, useChart, useSize } from './use-chart.ts';
import { useChartCommands, type GanttCommands } from './use-chart-commands.ts';
import { useChartListener } from './use-chart-listener.ts';
import { useGanttModel } from './use-gantt-model.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { usePlanChange } from './use-plan-change.ts';
import { usePlanWish } from './use-plan-wish.ts';
import { useChartPointer } from './use-pointer.ts';
import { useSelection } from './use-selection.ts';
import { useSentences } from './use-sentences.ts';

export interface GanttProps {
  readonly plan: Plan;
  readonly name: string;
  readonly view: GanttViewChoice;
  readonly pixelsPerDay: number;
  readonly people: readonly Member[];
  readonly members: ReadonlyMap<string, Member>;
  /** False while the plan is only what this device knows. */
  readonly isServerPlan: boolean;
  readonly mayEdit: boolean;
  /** Bars can be moved, too, but become a request. */
  readonly mayRequest: boolean;
  readonly calls: PlanCalls;
  readonly onPixelsPerDay: (change: (before: number) => number) => void;
  /** What the toolbar and the palette can ask of the chart. */
  readonly onCommands: (commands: GanttCommands | null) => void;
}

/** Of the window, before anybody moved the line: the chart should be the larger part. */
const FIRST_SHARE = 0.36;

export function Gantt(props: GanttProps) {
  const { plan, view, pixelsPerDay, people, members, mayEdit, mayRequest, calls, onPixelsPerDay } = props;
  const t = useWords();
  const isPhone = useIsPhone();
  const metrics = isPhone ? PHONE_METRICS : DESKTOP_METRICS;
  const selection = useSelection();
  const openTask = useOpenTaskPanel();
  const columns = plan.baseline === null ? COLUMNS : COMPARED_COLUMNS;
  const wholeWidth = widthOfColumns(columns);
  const [tableWidth, setTableWidth] = useState(() => Math.min(widthOfColumns(COLUMNS), Math.round(window.innerWidth * FIRST_SHARE)));
  const gridWidth = isPhone ? 0 : Math.min(wholeWidth, tableWidth);
  const scrollerRef = useRef<HTMLDivElement>(null);
  const size = useSize(scrollerRef);
  const chartWidth = Math.max(0, size.width - gridWidth);
  const groupTitle = useCallback(
    (key: string | null) => {
      if (view.grouping === 'milestone') return plan.tasks.find(({ id }) => id === key)?.title ?? t('gantt.no_milestone');
      return members.get(key ?? '')?.name ?? t('value.unassigned');
    },
    [view.grouping, plan, members, t],
  );
  const { selected, folded } = selection;
  const model = useGanttModel({ plan, view, people, metrics, folded, selected, pixelsPerDay, chartWidth, isEditable: mayEdit || mayRequest, groupTitle });
  const { chart, layout, scale, base } = model;
  const frame = useChart(base, { scrollerRef, size, gridWidth });
  const { canvasRef, controllerRef } = frame;
  const holdDay = useAnchor(scale, frame, gridWidth);
  const handleZoom = useCallback(
    (factor: number, x: number) => {
      holdDay(x);
      onPixelsPerDay((before) => zoomBy(before, factor));
    },
    [holdDay, onPixelsPerDay],
  );
  useChartPointer({ scrollerRef, canvasRef, controllerRef, onZoom: handleZoom });
  const settle = useCallback(() => controllerRef.current?.clear(), [controllerRef]);
  const change = usePlanChange(calls, plan.version, settle);
  const wish = usePlanWish(change, mayEdit);
  const openIndex = useCallback((task: number) => openTask(chart.tasks[task]?.id ?? ''), [openTask, chart]);
  const place = useChartCommands({ name: props.name, isServerPlan: props.isServerPlan, onCommands: props.onCommands, frame, model, selection });
  const isLinking = useChartListener({ frame, model, change, wish, mayEdit, selection, isPhone, onOpen: openIndex, onPlace: place });
  const edits = useCellEdits(chart, mayEdit, change.ask);
  const { begin, commit, cancel } = edits;
  const { toggleFold } = selection;
  const callbacks = useMemo(
    () => ({ onFold: toggleFold, onOpen: openIndex, onEdit: begin, onCommit: commit, onCancelEdit: cancel }),
    [toggleFold, openIndex, begin, commit, cancel],
  );
  const pageRows = Math.max(1, Math.floor(size.height / metrics.rowHeight) - 2);
  const keys = useGridKeys({ layout, columns, selection, controllerRef, pageRows, onPlace: place, onEdit: edits.begin, onOpen: openIndex });
  const handleSelect = (rowId: string, event: MouseEvent): void =>
    selection.select(layout, rowId, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone');
  const sentences = useSentences(members, change.held);
  const contentHeight = metrics.headerHeight + layout.rows.length * metrics.rowHeight;

  return (
    <div className={styles.frame}>
      <div ref={scrollerRef} className={styles.scroller} tabIndex={isPhone ? 0 : undefined} data-gantt="">
        <div className={styles.content} style={{ width: gridWidth + widthOf(scale), height: Math.max(contentHeight, size.height) }}>
          <div className={styles.stage} style={{ height: size.height, marginBottom: -size.height, width: size.width }}>
            <canvas
              ref={canvasRef}
              className={join(styles.canvas, change.isBusy && styles.busy)}
              style={{ left: gridWidth, width: chartWidth, height: size.height }}
              {...(isPhone ? { role: 'img', 'aria-label': t('gantt.chart', { count: layout.rows.length }) } : { 'aria-hidden': true })}
            />
          </div>
          {!isPhone && (
            <TreeGrid
              chart={chart}
              layout={layout}
              metrics={metrics}
              columns={columns}
              workDays={base.workDays}
              width={gridWidth}
              scrollerRef={scrollerRef}
              viewHeight={size.height}
              groupTitle={groupTitle}
              members={members}
              people={people}
              selected={selected}
              place={selection.place}
              edited={edits.edited}
              onKeyDown={keys.handleKeyDown}
              onKeyUp={keys.handleKeyUp}
              onPlace={place}
              onSelect={handleSelect}
              callbacks={callbacks}
            />
          )}
        </div>
      </div>
      {!isPhone && <Splitter width={gridWidth} most={wholeWidth} onChange={setTableWidth} />}
      {wish.isAsking && <RequestDialog impact={change.held?.consequences ?? null} onSubmit={wish.submit} onClose={wish.cancel} />}
      {!wish.isAsking && (change.held !== null || isLinking) && (
        <ConsequencesPanel
          sentences={change.held ? sentences : [t('gantt.link_hint')]}
          question={change.held?.question ?? null}
          hint={isLinking ? '' : t('gantt.drop_hint')}
          mayConfirm={change.held?.consequences !== null && change.held?.isUnknown === false}
          onConfirm={() => change.held && change.apply(change.held.proposal)}
          onCancel={change.cancel}
        />
      )}
    </div>
  );
}
