/** The fields of a task: quiet controls for whoever may change them, plain text for the others. */

import type { BoardColumn, Member } from '@quncheng/api';
import { isAtRisk, isOverdue, PRIORITIES } from '@quncheng/domain';
import type { ReactNode } from 'react';

import { useWords } from '../../app/words.ts';
import type { TaskChanges } from '../../data/commands/index.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { Avatar, Badge, PriorityBadge, StatusBadge } from '../../ui/index.ts';
import { QuietDate, QuietNumber, QuietSelect, QuietTime } from './quiet-controls.tsx';
import { People, Tags } from './TaskSets.tsx';
import styles from './task.module.css';
import { useDays } from './use-days.ts';

interface TaskFieldsProps {
  readonly task: StoredTask;
  readonly columns: readonly BoardColumn[];
  readonly people: readonly Member[];
  readonly members: ReadonlyMap<string, Member>;
  readonly mayEdit: boolean;
  readonly mayMove: boolean;
  readonly onChange: (changes: TaskChanges) => void;
  readonly onMove: (columnId: string) => void;
}

export function TaskFields(props: TaskFieldsProps) {
  const { task, columns, people, members, mayEdit, mayMove, onChange, onMove } = props;
  const t = useWords();
  const assignee = members.get(task.assignee_id ?? '') ?? null;
  const peopleChoices = people.map((member) => ({ value: member.id, label: member.name }));
  return (
    <dl className={styles.fields}>
      <Field label={t('field.status')}>
        {mayMove ? (
          <QuietSelect
            label={t('field.status')}
            value={task.column_id}
            choices={columns.map((column) => ({ value: column.id, label: column.name }))}
            onChange={onMove}
          />
        ) : (
          <StatusBadge status={task.status} />
        )}
      </Field>
      {task.kind !== 'milestone' && (
        <Field label={t('field.percent_complete')}>
          <span className={styles.meter} aria-hidden="true">
            <span style={{ width: `${task.percent_complete}%` }} />
          </span>
          <span className={styles.meterText}>{task.percent_complete}%</span>
        </Field>
      )}
      <Field label={t('field.assignee_id')}>
        {assignee !== null && <Avatar member={assignee} isDecorative />}
        {mayEdit ? (
          <QuietSelect
            label={t('field.assignee_id')}
            value={task.assignee_id ?? ''}
            choices={[{ value: '', label: t('value.unassigned') }, ...peopleChoices]}
            onChange={(id) => onChange({ assignee_id: id === '' ? null : id })}
          />
        ) : (
          <span>{assignee?.name ?? t('value.unassigned')}</span>
        )}
      </Field>
      <Field label={t('field.collaborator_ids')}>
        <People
          ids={task.collaborator_ids}
          people={people.filter((member) => member.id !== task.assignee_id)}
          members={members}
          mayEdit={mayEdit}
          onChange={(ids) => onChange({ collaborator_ids: ids })}
        />
      </Field>
      <Field label={t('field.priority')}>
        {mayEdit ? (
          <QuietSelect
            label={t('field.priority')}
            value={task.priority}
            choices={PRIORITIES.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))}
            onChange={(priority) => onChange({ priority })}
          />
        ) : (
          <PriorityBadge priority={task.priority} />
        )}
      </Field>
      <PlanFields task={task} mayEdit={mayEdit} onChange={onChange} />
      <Field label={t('field.tags')}>
        <Tags tags={task.tags} mayEdit={mayEdit} onChange={(tags) => onChange({ tags })} />
      </Field>
    </dl>
  );
}

interface PlanFieldsProps {
  readonly task: StoredTask;
  readonly mayEdit: boolean;
  readonly onChange: (changes: TaskChanges) => void;
}

function PlanFields({ task, mayEdit, onChange }: PlanFieldsProps) {
  const t = useWords();
  const days = useDays();
  const hasDuration = task.kind !== 'milestone';
  return (
    <>
      <Field label={t('field.due_date')}>
        {mayEdit ? (
          <>
            <QuietDate
              label={t('field.due_date')}
              text={task.due_date === null ? t('value.no_date') : days.format(task.due_date)}
              value={task.due_date}
              onChange={(due_date) => onChange({ due_date })}
            />
            {task.due_date !== null && (
              <QuietTime
                label={t('field.due_time')}
                text={task.due_time ?? t('task.add_time')}
                value={task.due_time}
                onChange={(due_time) => onChange({ due_time })}
              />
            )}
          </>
        ) : (
          <span>
            {task.due_date === null ? t('value.no_date') : `${days.format(task.due_date)} ${task.due_time ?? ''}`}
          </span>
        )}
        {task.due_date !== null && <DueFlag task={task} />}
      </Field>
      {hasDuration && (
        <Field label={t('field.duration_days')}>
          {mayEdit ? (
            <>
              <QuietNumber
                label={t('field.duration_days')}
                value={task.duration_days}
                most={2000}
                onChange={(duration_days) => onChange({ duration_days })}
              />
              <span className={styles.unit}>{t('value.day_unit')}</span>
            </>
          ) : (
            <span>
              {task.duration_days === null ? t('value.no_date') : t('value.workdays', { days: task.duration_days })}
            </span>
          )}
        </Field>
      )}
      {(mayEdit || task.not_before !== null) && (
        <Field label={t('field.not_before')}>
          {mayEdit ? (
            <QuietDate
              label={t('field.not_before')}
              text={task.not_before === null ? t('value.no_date') : days.format(task.not_before)}
              value={task.not_before}
              onChange={(not_before) => onChange({ not_before })}
            />
          ) : (
            <span>{task.not_before === null ? t('value.no_date') : days.format(task.not_before)}</span>
          )}
        </Field>
      )}
      <DateRange label={t('value.planned')} start={task.planned_start} finish={task.planned_finish}>
        {task.due_date === null && <DueFlag task={task} />}
      </DateRange>
      <DateRange label={t('value.actual')} start={task.actual_start} finish={task.actual_finish} />
      {task.forecast_finish !== null && (
        <Field label={t('field.forecast_finish')}>
          <span>{days.format(task.forecast_finish)}</span>
        </Field>
      )}
    </>
  );
}

interface DateRangeProps {
  readonly label: string;
  readonly start: string | null;
  readonly finish: string | null;
  readonly children?: ReactNode;
}

function DateRange({ label, start, finish, children }: DateRangeProps) {
  const t = useWords();
  const days = useDays();
  if (start === null && finish === null) return null;
  const show = (day: string | null): string => (day === null ? '…' : days.formatDate(day));
  return (
    <Field label={label}>
      <span>{start === finish ? show(start) : t('value.range', { start: show(start), finish: show(finish) })}</span>
      {children}
    </Field>
  );
}

function DueFlag({ task }: { readonly task: StoredTask }) {
  const t = useWords();
  const { today } = useDays();
  if (isOverdue(task, today)) return <Badge tone="danger">{t('flag.overdue')}</Badge>;
  if (isAtRisk(task)) return <Badge tone="warn">{t('flag.at_risk')}</Badge>;
  return null;
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
