/** From the plan and the view to what is drawn, each step only again when its own input changed. */
import type { Member, Plan } from '@quncheng/api';
import {
  createChart,
  createLinkBuckets,
  createScale,
  createWorkDays,
  layOut,
  milestonesByDate,
  type Chart,
  type Layout,
  type Metrics,
  type Scale,
} from '@quncheng/gantt';
import { useMemo } from 'react';

import { useLocale, useWords } from '../../app/words.ts';
import type { BaseScene } from './chart-controller.ts';
import { keeperOf, type GanttViewChoice } from './gantt-view.ts';
import { createScaleWords } from './scale-words.ts';
import { useAppearance } from './use-colors.ts';

export interface ModelInputs {
  readonly plan: Plan;
  readonly view: GanttViewChoice;
  readonly people: readonly Member[];
  readonly metrics: Metrics;
  readonly folded: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly pixelsPerDay: number;
  readonly chartWidth: number;
  readonly isEditable: boolean;
  readonly groupTitle: (key: string | null) => string;
}

export interface GanttModel {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly scale: Scale;
  readonly base: BaseScene;
}

export function useGanttModel({ plan, view, people, metrics, folded, selected, pixelsPerDay, chartWidth, isEditable, groupTitle }: ModelInputs): GanttModel {
  const t = useWords();
  const locale = useLocale();
  const { colors, font } = useAppearance();
  const chart = useMemo(() => createChart(plan), [plan]);
  const workDays = useMemo(() => createWorkDays(plan.calendar), [plan.calendar]);
  const words = useMemo(() => createScaleWords(t, locale), [t, locale]);
  const { grouping, text, assigneeIds, statuses, layers } = view;
  const layout = useMemo(() => {
    const groupOrder = grouping === 'milestone' ? milestonesByDate(chart).map((task) => chart.tasks[task]?.id ?? '') : people.map(({ id }) => id);
    return layOut(chart, { grouping, folded, groupOrder, keep: keeperOf(chart, { text, assigneeIds, statuses }) });
  }, [chart, grouping, folded, people, text, assigneeIds, statuses]);
  const buckets = useMemo(() => createLinkBuckets(chart.links, layout), [chart, layout]);
  const scale = useMemo(() => createScale(chart, pixelsPerDay, chartWidth), [chart, pixelsPerDay, chartWidth]);
  const selectedTasks = useMemo(() => new Set([...selected].flatMap((id) => chart.indexOf.get(id) ?? [])), [selected, chart]);
  const base = useMemo(
    (): BaseScene => ({ chart, layout, buckets, scale, metrics, workDays, layers, words, groupTitle, colors, font, selected: selectedTasks, isEditable }),
    [chart, layout, buckets, scale, metrics, workDays, layers, words, groupTitle, colors, font, selectedTasks, isEditable],
  );
  return { chart, layout, scale, base };
}
