/** How a project's plan is counted: from its start or back from its finish, and what is critical in it. */

import type { PlanImpact, Project, ProjectDays } from '@quncheng/api';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import type { ProjectChanges } from '../../data/commands/index.ts';
import { useServerCall } from '../../data/server-call.ts';
import { Button, DateField, Select, TextField } from '../../ui/index.ts';
import { hasConsequences } from '../task/impact.ts';
import { PlanQuestion } from '../task/PlanQuestion.tsx';
import { daysIn, directionOf, thresholdIn, type Direction, type TypedDays } from './plan-days.ts';
import styles from './settings.module.css';

interface PlanDaysFormProps {
  readonly project: Project;
  readonly mayEdit: boolean;
  readonly onChange: (changes: ProjectChanges) => void;
}

interface Asked {
  readonly changes: ProjectChanges;
  readonly impact: PlanImpact;
}

export function PlanDaysForm({ project, mayEdit, onChange }: PlanDaysFormProps) {
  const t = useWords();
  const { perform, isBusy } = useServerCall();
  const [typed, setTyped] = useState<TypedDays>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isAskedAgain, setIsAskedAgain] = useState(false);
  const direction = typed.direction ?? directionOf(project);
  const finish = typed.finishesOn === undefined ? project.finishes_on : typed.finishesOn;
  const isFinishMissing = direction === 'backward' && finish === null;
  const days = daysIn(project, typed);
  const threshold = thresholdIn(project, typed);
  const changes: ProjectChanges = { ...days, ...(threshold !== null && { critical_float_days: threshold }) };
  const hasChanges = Object.keys(changes).length > 0;

  const save = (done: ProjectChanges): void => {
    onChange(done);
    setAsked(null);
    setTyped({});
  };
  const ask = async (wanted: ProjectDays): Promise<void> => {
    const impact = await perform('POST /projects/{id}/plan/dry-run/project', { path: { id: project.id }, body: wanted });
    if (impact === null) return;
    if (hasConsequences(impact)) setAsked({ changes, impact });
    else save(changes);
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setIsAskedAgain(isFinishMissing);
    if (isFinishMissing || !hasChanges) return;
    if (Object.keys(days).length > 0) void ask(days);
    else save(changes);
  };
  return (
    <form className={styles.fields} onSubmit={handleSubmit}>
      <Select<Direction>
        label={t('days.direction')}
        value={direction}
        disabled={!mayEdit}
        choices={[
          { value: 'forward', label: t('days.forward') },
          { value: 'backward', label: t('days.backward') },
        ]}
        onChange={(value) => setTyped({ ...typed, direction: value })}
      />
      {direction === 'forward' ? (
        <DateField
          label={t('days.planned_start')}
          disabled={!mayEdit}
          value={typed.plannedStart === undefined ? project.planned_start : typed.plannedStart}
          onChange={(plannedStart) => setTyped({ ...typed, plannedStart })}
        />
      ) : (
        <DateField
          label={t('days.finishes_on')}
          disabled={!mayEdit}
          value={finish}
          error={isAskedAgain && isFinishMissing ? t('days.need_finish') : null}
          onChange={(finishesOn) => setTyped({ ...typed, finishesOn })}
        />
      )}
      <TextField
        label={t('days.threshold')}
        hint={t('days.threshold_note')}
        type="number"
        inputMode="decimal"
        min={0}
        max={1000}
        step={0.5}
        disabled={!mayEdit}
        value={typed.threshold ?? String(project.critical_float_days)}
        onChange={(text) => setTyped({ ...typed, threshold: text })}
      />
      {(hasChanges || (isFinishMissing && typed.direction !== undefined)) && (
        <div className={styles.actions}>
          <Button type="submit" tone="primary" size="small" disabled={isBusy}>
            {t('common.save')}
          </Button>
        </div>
      )}
      {asked !== null && <PlanQuestion impact={asked.impact} onConfirm={() => save(asked.changes)} onCancel={() => setAsked(null)} />}
    </form>
  );
}
