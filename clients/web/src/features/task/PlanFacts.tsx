/** When a task is planned, promised, expected and done. */

import type { WishedFields } from '@quncheng/api';
import { isAtRisk, isOverdue } from '@quncheng/domain';
import type { ReactNode } from 'react';

import { useWords } from '../../app/words.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { Badge } from '../../ui/index.ts';
import { Fact } from './Fact.tsx';
import { QuietDate, QuietNumber, QuietTime } from './quiet-controls.tsx';
import { ScheduleFacts } from './ScheduleFacts.tsx';
import styles from './task.module.css';
import { useDays } from './use-days.ts';

export interface PlanFactsProps {
  readonly task: StoredTask;
  readonly mayEdit: boolean;
  /** Shows its consequences before it is done. */
  readonly onPlan: (changes: WishedFields) => void;
}

const HALF_A_DAY = 0.5;
const MOST_DAYS = 2_000;

export function PlanFacts(props: PlanFactsProps) {
  const { task, mayEdit, onPlan } = props;
  const t = useWords();
  const days = useDays();
  return (
    <>
      <DueDate {...props} />
      {task.kind !== 'milestone' && (
        <Fact label={t('field.duration_days')}>
          {mayEdit ? (
            <>
              <QuietNumber
                label={t('field.duration_days')}
                value={task.duration_days}
                empty={t('value.no_date')}
                most={MOST_DAYS}
                step={HALF_A_DAY}
                onChange={(duration_days) => onPlan({ duration_days })}
              />
              <span className={styles.unit}>{t('value.day_unit')}</span>
            </>
          ) : (
            <span>
              {task.duration_days === null ? t('value.no_date') : t('value.workdays', { days: task.duration_days })}
            </span>
          )}
        </Fact>
      )}
      <DateRange label={t('value.planned')} start={task.planned_start} finish={task.planned_finish}>
        {task.due_date === null && <DueFlag task={task} />}
      </DateRange>
      <ScheduleFacts {...props} />
      <DateRange label={t('value.actual')} start={task.actual_start} finish={task.actual_finish} />
      {task.forecast_finish !== null && (
        <Fact label={t('field.forecast_finish')}>
          <span>{days.format(task.forecast_finish)}</span>
        </Fact>
      )}
    </>
  );
}

function DueDate({ task, mayEdit, onPlan }: PlanFactsProps) {
  const t = useWords();
  const days = useDays();
  return (
    <Fact label={t('field.due_date')}>
      {mayEdit ? (
        <>
          <QuietDate
            label={t('field.due_date')}
            text={task.due_date === null ? t('value.no_date') : days.format(task.due_date)}
            value={task.due_date}
            onChange={(due_date) => onPlan({ due_date })}
          />
          {task.due_date !== null && (
            <QuietTime
              label={t('field.due_time')}
              text={task.due_time ?? t('task.add_time')}
              value={task.due_time}
              onChange={(due_time) => onPlan({ due_time })}
            />
          )}
        </>
      ) : (
        <span>
          {task.due_date === null ? t('value.no_date') : `${days.format(task.due_date)} ${task.due_time ?? ''}`}
        </span>
      )}
      {task.due_date !== null && <DueFlag task={task} />}
    </Fact>
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
    <Fact label={label}>
      <span>{start === finish ? show(start) : t('value.range', { start: show(start), finish: show(finish) })}</span>
      {children}
    </Fact>
  );
}

function DueFlag({ task }: { readonly task: StoredTask }) {
  const t = useWords();
  const { today } = useDays();
  if (isOverdue(task, today)) return <Badge tone="danger">{t('flag.overdue')}</Badge>;
  return isAtRisk(task) ? <Badge tone="warn">{t('flag.at_risk')}</Badge> : null;
}
