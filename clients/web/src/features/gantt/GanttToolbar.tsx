/** Search, filters, grouping, layers and zoom of the Gantt. */
import type { Member, TaskStatus } from '@quncheng/api';
import { STATUSES } from '@quncheng/domain';
import { GROUPINGS, ZOOMS, type Zoom } from '@quncheng/gantt';
import { CalendarClock, X } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import { SearchField, Segmented, type MenuEntry } from '../../ui/index.ts';
import { BaselineMenu } from './BaselineMenu.tsx';
import { ChipMenu } from './ChipMenu.tsx';
import { FIRST_VIEW, NOBODY, type GanttViewChoice } from './gantt-view.ts';
import styles from './gantt.module.css';
import type { Baselines } from './use-baselines.ts';

interface GanttToolbarProps {
  readonly view: GanttViewChoice;
  readonly zoom: Zoom;
  readonly people: readonly Member[];
  readonly baselines: Baselines;
  readonly mayManage: boolean;
  readonly onView: (view: GanttViewChoice) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onToday: () => void;
}

const LAYER_CHOICES = [
  { layer: 'criticalPath', word: 'gantt.critical' },
  { layer: 'forecast', word: 'gantt.forecast' },
] as const;

export function GanttToolbar({ view, zoom, people, baselines, mayManage, onView, onZoom, onToday }: GanttToolbarProps) {
  const t = useWords();
  const names = new Map<string, string>([...people.map(({ id, name }) => [id, name] as const), [NOBODY, t('value.unassigned')]]);
  const toggle = <Value extends string>(all: readonly Value[], value: Value): readonly Value[] =>
    all.includes(value) ? all.filter((other) => other !== value) : [...all, value];
  const isFiltered = view.text !== '' || view.assigneeIds.length > 0 || view.statuses.length > 0;
  const layerEntries = LAYER_CHOICES.map(({ layer, word }): MenuEntry => ({
    id: layer,
    label: t(word),
    isChosen: view.layers[layer],
    onSelect: () => onView({ ...view, layers: { ...view.layers, [layer]: !view.layers[layer] } }),
  }));
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>
        <SearchField label={t('gantt.search')} text={view.text} onChange={(text) => onView({ ...view, text })} />
      </div>
      <div className={styles.chips}>
        <Segmented<Zoom> label={t('gantt.zoom')} value={zoom} choices={ZOOMS.map((value) => ({ value, label: t(`gantt.zoom_${value}`) }))} onChange={onZoom} />
        <button type="button" className={styles.chip} onClick={onToday}>
          <CalendarClock aria-hidden="true" />
          {t('gantt.today')}
        </button>
        <ChipMenu
          isSet={view.grouping !== 'none'}
          entries={GROUPINGS.map((grouping) => ({
            id: grouping,
            label: t(`gantt.grouping_${grouping}`),
            isChosen: view.grouping === grouping,
            onSelect: () => onView({ ...view, grouping }),
          }))}
        >
          {view.grouping === 'none' ? t('gantt.grouping') : t(`gantt.grouping_${view.grouping}`)}
        </ChipMenu>
        <ChipMenu
          isSet={view.assigneeIds.length > 0}
          entries={[...names].map(([id, label]) => ({
            id,
            label,
            isChosen: view.assigneeIds.includes(id),
            onSelect: () => onView({ ...view, assigneeIds: toggle(view.assigneeIds, id) }),
          }))}
        >
          {chosenText(t('list.any_assignee'), view.assigneeIds, (id) => names.get(id) ?? '', (name, count) => t('list.picked', { name, count }))}
        </ChipMenu>
        <ChipMenu
          isSet={view.statuses.length > 0}
          entries={STATUSES.map((status) => ({
            id: status,
            label: t(`status.${status}`),
            isChosen: view.statuses.includes(status),
            onSelect: () => onView({ ...view, statuses: toggle<TaskStatus>(view.statuses, status) }),
          }))}
        >
          {chosenText(t('list.any_status'), view.statuses, (status) => t(`status.${status}`), (name, count) => t('list.picked', { name, count }))}
        </ChipMenu>
        <ChipMenu isSet={false} entries={layerEntries}>
          {t('gantt.layers')}
        </ChipMenu>
        <BaselineMenu baselines={baselines} chosenId={view.baselineId} mayManage={mayManage} onChoose={(baselineId) => onView({ ...view, baselineId })} />
        {isFiltered && (
          <button type="button" className={styles.chip} onClick={() => onView({ ...view, text: '', assigneeIds: FIRST_VIEW.assigneeIds, statuses: FIRST_VIEW.statuses })}>
            <X aria-hidden="true" />
            {t('list.clear')}
          </button>
        )}
      </div>
    </div>
  );
}

function chosenText<Value extends string>(
  name: string,
  chosen: readonly Value[],
  labelOf: (value: Value) => string,
  several: (name: string, count: number) => string,
): string {
  const [first] = chosen;
  if (first === undefined) return name;
  return chosen.length === 1 ? labelOf(first) : several(name, chosen.length);
}
