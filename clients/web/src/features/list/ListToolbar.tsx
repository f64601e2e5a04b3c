/** Search, filters and order of the list. */

import type { Member, Priority, TaskStatus } from '@quncheng/api';
import { PRIORITIES, STATUSES } from '@quncheng/domain';
import { ArrowDownUp, ChevronDown, X } from 'lucide-react';

import { useIsPhone } from '../../app/screen-size.ts';
import { useWords } from '../../app/words.ts';
import { Menu, SearchField, type MenuEntry } from '../../ui/index.ts';
import { countFilters, EMPTY_VIEW, NOBODY, SORT_KEYS, URGENCIES, type ListView, type SortKey } from './filters.ts';
import styles from './list.module.css';

const SORT_WORDS = {
  number: 'list.number',
  title: 'field.title',
  status: 'field.status',
  priority: 'field.priority',
  due_date: 'field.due_date',
  updated_at: 'list.updated',
} as const satisfies Readonly<Record<SortKey, string>>;

interface ListToolbarProps {
  readonly view: ListView;
  readonly people: readonly Member[];
  readonly onChange: (view: ListView) => void;
}

export function ListToolbar({ view, people, onChange }: ListToolbarProps) {
  const t = useWords();
  const isPhone = useIsPhone();
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const filterCount = countFilters(view);
  return (
    <div className={styles.toolbar}>
      <div className={styles.search}>
        <SearchField label={t('list.search')} text={view.text} onChange={(text) => onChange({ ...view, text })} />
      </div>
      <div className={styles.chips}>
        <FilterChip<TaskStatus>
          name={t('list.any_status')}
          all={STATUSES}
          chosen={view.statuses}
          labelOf={(status) => t(`status.${status}`)}
          onChange={(statuses) => onChange({ ...view, statuses })}
        />
        <FilterChip<string>
          name={t('list.any_assignee')}
          all={[...names.keys(), NOBODY]}
          chosen={view.assigneeIds}
          labelOf={(id) => names.get(id) ?? t('value.unassigned')}
          onChange={(assigneeIds) => onChange({ ...view, assigneeIds })}
        />
        <FilterChip<Priority>
          name={t('list.any_priority')}
          all={PRIORITIES}
          chosen={view.priorities}
          labelOf={(priority) => t(`priority.${priority}`)}
          onChange={(priorities) => onChange({ ...view, priorities })}
        />
        <FilterChip
          name={t('list.any_urgency')}
          all={URGENCIES}
          chosen={view.urgency === null ? [] : [view.urgency]}
          labelOf={(urgency) => t(`flag.${urgency}`)}
          onChange={(urgencies) => onChange({ ...view, urgency: urgencies.at(-1) ?? null })}
        />
        {isPhone && <SortChip view={view} onChange={onChange} />}
        {filterCount > 0 && (
          <button
            type="button"
            className={styles.chip}
            onClick={() =>
              onChange({ ...EMPTY_VIEW, text: view.text, sort: view.sort, isDescending: view.isDescending })
            }
          >
            <X aria-hidden="true" />
            {t('list.clear')}
          </button>
        )}
      </div>
    </div>
  );
}

interface FilterChipProps<Value extends string> {
  readonly name: string;
  readonly all: readonly Value[];
  readonly chosen: readonly Value[];
  readonly labelOf: (value: Value) => string;
  readonly onChange: (chosen: readonly Value[]) => void;
}

function FilterChip<Value extends string>({ name, all, chosen, labelOf, onChange }: FilterChipProps<Value>) {
  const t = useWords();
  const [first] = chosen;
  const text =
    first === undefined
      ? name
      : chosen.length === 1
        ? labelOf(first)
        : t('list.picked', { name, count: chosen.length });
  const entries = all.map((value): MenuEntry => ({
    id: value,
    label: labelOf(value),
    isChosen: chosen.includes(value),
    onSelect: () => onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]),
  }));
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.chip} data-set={chosen.length > 0}>
          {text}
          <ChevronDown aria-hidden="true" />
        </button>
      }
      entries={entries}
    />
  );
}

function SortChip({ view, onChange }: Pick<ListToolbarProps, 'view' | 'onChange'>) {
  const t = useWords();
  const entries = SORT_KEYS.map((key): MenuEntry => ({
    id: key,
    label: t(SORT_WORDS[key]),
    isChosen: view.sort === key,
    onSelect: () => onChange(sortBy(view, key)),
  }));
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.chip}>
          <ArrowDownUp aria-hidden="true" />
          {t(SORT_WORDS[view.sort])}
        </button>
      }
      entries={entries}
    />
  );
}

/** The same key again turns the order around. */
export function sortBy(view: ListView, key: SortKey): ListView {
  return { ...view, sort: key, isDescending: view.sort === key && !view.isDescending };
}
