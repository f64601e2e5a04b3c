/** The plan of a project against what is expected now. */

import type { CardTask, PlanOverview, Project } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';
import { isFinished, isOverdue } from '@quncheng/domain';
import { MessagesSquare } from 'lucide-react';
import { useMemo } from 'react';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { Avatar } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { Block } from './Block.tsx';
import { compareFinish, doubt, latest, verdictOf, type Verdict } from './finish.ts';
import styles from './project.module.css';

interface PlanBlockProps {
  readonly project: Project;
  readonly tasks: readonly CardTask[];
  /** What the server expects, reports carried along the links; without it the tasks say what they can. */
  readonly overview: PlanOverview | undefined;
}

export function PlanBlock({ project, tasks, overview }: PlanBlockProps) {
  const t = useWords();
  const days = useDays();
  const manager = useMembers().get(project.manager_id) ?? null;
  const planned = useMemo(
    () => project.planned_finish ?? latest(tasks.map((task) => task.planned_finish)),
    [project, tasks],
  );
  const told = useMemo(() => latest(tasks.map(expectedFinish)), [tasks]);
  const forecast = overview?.forecast_finish ?? told;
  const stuck = useMemo(
    () => tasks.filter((task) => task.status === 'blocked' || isOverdue(task, days.today)).length,
    [tasks, days.today],
  );
  // The server counts workdays; without its answer the calendar's days have to do.
  const verdict = doubt(overview ? verdictOf(overview.finish_days) : compareFinish(planned, forecast), stuck);
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  return (
    <Block title={t('home.plan')}>
      <dl className={styles.dates}>
        <div>
          <dt>{t('home.planned_finish')}</dt>
          <dd>{show(planned)}</dd>
        </div>
        <div>
          <dt>{t('home.forecast_finish')}</dt>
          <dd className={verdict.kind === 'late' ? styles.late : undefined}>{show(forecast)}</dd>
        </div>
        <div>
          <dt>{t('home.planned_start')}</dt>
          <dd>{show(project.planned_start)}</dd>
        </div>
        <div>
          <dt>{t('home.manager')}</dt>
          <dd className={styles.manager}>
            <Avatar member={manager} isDecorative />
            {manager?.name ?? t('value.none')}
          </dd>
        </div>
      </dl>
      <p className={styles.verdict} data-tone={TONES[verdict.kind]}>
        {sentenceOf(verdict, t, overview !== undefined)}
      </p>
      <p className={styles.chat}>
        <MessagesSquare aria-hidden="true" />
        {project.chat_bound ? t('home.chat_bound') : t('home.chat_unbound')}
      </p>
    </Block>
  );
}

/** What happened, else what its assignee expects, else the plan. */
function expectedFinish(task: CardTask): string | null {
  if (isFinished(task)) return task.actual_finish;
  return task.forecast_finish ?? task.planned_finish ?? task.due_date;
}

const TONES: Readonly<Record<Verdict['kind'], 'ok' | 'warn' | 'danger' | 'quiet'>> = {
  unknown: 'quiet',
  on_time: 'ok',
  early: 'ok',
  in_doubt: 'warn',
  late: 'danger',
};

function sentenceOf(verdict: Verdict, t: Translate, isInWorkdays: boolean): string {
  if (verdict.kind === 'unknown') return t('home.unknown_finish');
  if (verdict.kind === 'on_time') return t('home.on_time');
  if (verdict.kind === 'in_doubt') return t('home.in_doubt', { count: verdict.count });
  if (isInWorkdays) return t(`home.${verdict.kind}_workdays`, { days: verdict.days });
  return t(`home.${verdict.kind}`, { days: verdict.days });
}
