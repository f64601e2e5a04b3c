/** When the project asks its members, and when it sums up the week. */

import type { Project } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import type { ProjectChanges } from '../../data/commands/index.ts';
import { Select, Switch } from '../../ui/index.ts';
import { WEEKDAY_WORDS } from '../calendar/weekdays.ts';
import styles from './settings.module.css';

const USUAL_TIME = '17:30';
const FRIDAY = 4;

interface ReportTimesProps {
  readonly project: Project;
  readonly mayEdit: boolean;
  readonly onChange: (changes: ProjectChanges) => void;
}

export function ReportTimes({ project, mayEdit, onChange }: ReportTimesProps) {
  const t = useWords();
  const isDaily = project.daily_at !== null;
  const isWeekly = project.weekly_at !== null && project.weekly_on !== null;
  return (
    <div className={styles.times}>
      <div className={styles.time}>
        <Switch
          label={t('settings.daily')}
          isOn={isDaily}
          disabled={!mayEdit}
          onChange={(isOn) => onChange({ daily_at: isOn ? USUAL_TIME : null })}
        />
        <p className={styles.note}>{t('settings.daily_note')}</p>
        {isDaily && (
          <div className={styles.row}>
            <TimeInput
              label={t('settings.at')}
              value={project.daily_at ?? USUAL_TIME}
              isDisabled={!mayEdit}
              onChange={(daily_at) => onChange({ daily_at })}
            />
          </div>
        )}
      </div>
      <div className={styles.time}>
        <Switch
          label={t('settings.weekly')}
          isOn={isWeekly}
          disabled={!mayEdit}
          onChange={(isOn) =>
            onChange(isOn ? { weekly_on: FRIDAY, weekly_at: USUAL_TIME } : { weekly_on: null, weekly_at: null })
          }
        />
        <p className={styles.note}>{t('settings.weekly_note')}</p>
        {isWeekly && (
          <div className={styles.row}>
            <Select
              label={t('settings.on')}
              value={String(project.weekly_on ?? FRIDAY)}
              disabled={!mayEdit}
              choices={WEEKDAY_WORDS.map((word, weekday) => ({ value: String(weekday), label: t(word) }))}
              onChange={(weekday) => onChange({ weekly_on: Number(weekday) })}
            />
            <TimeInput
              label={t('settings.at')}
              value={project.weekly_at ?? USUAL_TIME}
              isDisabled={!mayEdit}
              onChange={(weekly_at) => onChange({ weekly_at })}
            />
          </div>
        )}
      </div>
    </div>
  );
}

interface TimeInputProps {
  readonly label: string;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange: (value: string) => void;
}

/** Every quarter of an hour is fine enough for a question, and a list is quicker than typing. */
function TimeInput({ label, value, isDisabled, onChange }: TimeInputProps) {
  const times = Array.from({ length: 96 }, (_unused, quarter) => {
    const hours = String(Math.floor(quarter / 4)).padStart(2, '0');
    return `${hours}:${String((quarter % 4) * 15).padStart(2, '0')}`;
  });
  const choices = [...new Set([...times, value])].sort().map((time) => ({ value: time, label: time }));
  return <Select label={label} value={value} choices={choices} disabled={isDisabled} onChange={onChange} />;
}
