/** What the plan says of a task beyond its dates: its constraint, by hand or not, its effort, its calendar. */

import type { TaskSchedule } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

import { useWords } from '../../app/words.ts';
import { useObject } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Switch } from '../../ui/index.ts';
import { choosing, constraintOf, CONSTRAINTS, usualConstraint, type Constraint } from './constraint.ts';
import { Fact } from './Fact.tsx';
import type { PlanFactsProps } from './PlanFacts.tsx';
import { QuietDate, QuietNumber, QuietSelect } from './quiet-controls.tsx';
import styles from './task.module.css';
import { useDays, type Days } from './use-days.ts';

interface FactsProps extends PlanFactsProps {
  readonly schedule: TaskSchedule;
  readonly isBackward: boolean;
}

const HALF_AN_HOUR = 0.5;
const MOST_HOURS = 100_000;

export function ScheduleFacts(props: PlanFactsProps) {
  const { task, mayEdit } = props;
  const schedule = useObject('opened_task', task.id)?.schedule;
  const isBackward = useIsBackward(task.project_id);
  if (schedule === undefined || (task.subtask_count > 0 && !mayEdit)) return null;
  const facts = { ...props, schedule, isBackward };
  return mayEdit ? <Editable {...facts} /> : <Told {...facts} />;
}

function useIsBackward(projectId: string): boolean {
  return (useObject('project', projectId)?.finishes_on ?? null) !== null;
}

function Editable(props: FactsProps) {
  const { task, schedule, onPlan } = props;
  const t = useWords();
  return (
    <>
      <Fact label={t('plan.manual')}>
        <Switch
          label={t('plan.manual_note')}
          isOn={schedule.is_manual}
          onChange={(is_manual) => onPlan({ is_manual })}
        />
      </Fact>
      {schedule.is_manual ? <HandDates {...props} /> : <ConstraintFact {...props} />}
      {task.kind !== 'milestone' && (
        <Fact label={t('plan.effort')}>
          <QuietNumber
            label={t('plan.effort')}
            value={schedule.effort_hours}
            empty={t('value.no_date')}
            most={MOST_HOURS}
            step={HALF_AN_HOUR}
            onChange={(effort_hours) => onPlan({ effort_hours })}
          />
          <span className={styles.unit}>{t('plan.hours')}</span>
        </Fact>
      )}
      <CalendarFact {...props} />
    </>
  );
}

function HandDates({ task, onPlan }: FactsProps) {
  const t = useWords();
  const days = useDays();
  const text = (day: string | null): string => (day === null ? t('value.no_date') : days.format(day));
  return (
    <>
      <Fact label={t('field.planned_start')}>
        <QuietDate
          label={t('field.planned_start')}
          text={text(task.planned_start)}
          value={task.planned_start}
          onChange={(planned_start) => onPlan({ planned_start })}
        />
      </Fact>
      <Fact label={t('field.planned_finish')}>
        <QuietDate
          label={t('field.planned_finish')}
          text={text(task.planned_finish)}
          value={task.planned_finish}
          onChange={(planned_finish) => onPlan({ planned_finish })}
        />
      </Fact>
    </>
  );
}

function ConstraintFact({ task, schedule, isBackward, onPlan }: FactsProps) {
  const t = useWords();
  const days = useDays();
  const constraint = constraintOf(task, schedule, isBackward);
  return (
    <Fact label={t('plan.constraint')}>
      <QuietSelect
        label={t('plan.constraint')}
        value={constraint.type}
        choices={CONSTRAINTS.map((value) => ({ value, label: t(`plan.constraint_${value}`) }))}
        onChange={(type) => onPlan(choosing(type, task, { today: days.today, isBackward }))}
      />
      {constraint.on !== null && (
        <QuietDate
          label={t('plan.constraint_on')}
          text={days.format(constraint.on)}
          value={constraint.on}
          onChange={(day) =>
            onPlan(
              day === null
                ? { constraint_type: null, constraint_on: null }
                : { constraint_type: constraint.type, constraint_on: day },
            )
          }
        />
      )}
    </Fact>
  );
}

/** Only where there is a calendar to choose. */
function CalendarFact({ schedule, onPlan }: FactsProps) {
  const t = useWords();
  const shared = useAnswer('GET /calendars/shared', {}).data?.items ?? [];
  if (shared.length === 0 && schedule.calendar_id === null) return null;
  return (
    <Fact label={t('plan.calendar')}>
      <QuietSelect
        label={t('plan.calendar')}
        value={schedule.calendar_id ?? ''}
        choices={[
          { value: '', label: t('plan.calendar_usual') },
          ...shared.map(({ owner_id, name }) => ({ value: owner_id, label: name })),
        ]}
        onChange={(id) => onPlan({ calendar_id: id === '' ? null : id })}
      />
    </Fact>
  );
}

/** For whoever may not change it: only what is unusual. */
function Told({ task, schedule, isBackward }: FactsProps) {
  const t = useWords();
  const days = useDays();
  const constraint = constraintOf(task, schedule, isBackward);
  return (
    <>
      {schedule.is_manual && (
        <Fact label={t('plan.manual')}>
          <span>{t('plan.manual_note')}</span>
        </Fact>
      )}
      {!schedule.is_manual && constraint.type !== usualConstraint(isBackward) && (
        <Fact label={t('plan.constraint')}>
          <span>{constraintText(t, days, constraint)}</span>
        </Fact>
      )}
      {schedule.effort_hours !== null && (
        <Fact label={t('plan.effort')}>
          <span>
            {schedule.effort_hours} {t('plan.hours')}
          </span>
        </Fact>
      )}
      {schedule.calendar_id !== null && <CalendarName calendarId={schedule.calendar_id} />}
    </>
  );
}

function CalendarName({ calendarId }: { readonly calendarId: string }) {
  const t = useWords();
  const shared = useAnswer('GET /calendars/shared', {}).data?.items ?? [];
  return (
    <Fact label={t('plan.calendar')}>
      <span>{shared.find(({ owner_id }) => owner_id === calendarId)?.name ?? t('plan.calendar_other')}</span>
    </Fact>
  );
}

function constraintText(t: Translate, days: Days, constraint: Constraint): string {
  if (constraint.on === null) return t(`plan.constraint_${constraint.type}`);
  return t(`plan.said_${constraint.type}`, { day: days.formatDate(constraint.on) });
}
