/** What a change of the plan would move, what holds it there, and what would then not fit any more. */

import type { MovedTask, PlanConflict, PlanImpact } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

import { useWords } from '../../app/words.ts';
import { useMembers, useTask } from '../../data/hooks.ts';
import { movesIn } from './impact.ts';
import styles from './task.module.css';
import { useDays, type Days } from './use-days.ts';

const MOST_SHOWN = 4;

interface ImpactLinesProps {
  readonly impact: PlanImpact;
}

export function ImpactLines({ impact }: ImpactLinesProps) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const moves = movesIn(impact);
  const shown = moves.slice(0, MOST_SHOWN);
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  return (
    <ul className={styles.impact}>
      <li>{moves.length === 0 ? t('change.no_impact') : t('change.impact', { count: moves.length })}</li>
      {shown.map((moved) => (
        <MovedLine key={moved.task_id} moved={moved} />
      ))}
      {moves.length > shown.length && <li>{t('plan.more_moved', { count: moves.length - shown.length })}</li>}
      <li>
        {impact.old_finish === impact.new_finish
          ? t('change.same_finish')
          : t('change.finish', { before: show(impact.old_finish), after: show(impact.new_finish) })}
      </li>
      {impact.overloads.slice(0, MOST_SHOWN).map(({ member_id, on, minutes_over }) => (
        <li key={`${member_id} ${on}`} className={styles.warning}>
          {t('plan.overload', { name: members.get(member_id)?.name ?? '', day: show(on), hours: Math.round(minutes_over / 6) / 10 })}
        </li>
      ))}
      {impact.conflicts.slice(0, MOST_SHOWN).map((conflict) => (
        <li key={`${conflict.kind} ${conflict.task_id} ${conflict.predecessor_id}`} className={styles.warning}>
          {conflictText(t, conflict)}
        </li>
      ))}
    </ul>
  );
}

function MovedLine({ moved }: { readonly moved: MovedTask }) {
  const t = useWords();
  const days = useDays();
  const holder = useTask(moved.reason_id);
  const isStartMoved = moved.old_start !== moved.new_start;
  const before = spanText(t, days, isStartMoved ? moved.old_start : null, moved.old_finish);
  const after = spanText(t, days, isStartMoved ? moved.new_start : null, moved.new_finish);
  const reason =
    moved.reason === 'dependency' && holder !== undefined
      ? t('plan.because_dependency', { title: holder.title })
      : moved.reason === 'constraint'
        ? t('plan.because_constraint')
        : null;
  return (
    <li>
      #{moved.number} {moved.title} {t('plan.move', { before, after })}
      {reason !== null && <span className={styles.aside}> · {reason}</span>}
    </li>
  );
}

function spanText(t: Translate, days: Days, start: string | null, finish: string | null): string {
  if (finish === null) return t('value.no_date');
  if (start === null || start === finish) return days.formatDate(finish);
  return t('value.range', { start: days.formatDate(start), finish: days.formatDate(finish) });
}

function conflictText(t: Translate, { kind, title }: PlanConflict): string {
  return t(`plan.conflict_${kind}`, { title });
}
