/** Who is how busy in the next weeks; a table whose cells are small bars. */

import type { MemberLoad, PlanLoad } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { Avatar } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { mondaysOf, overloadedRuns, toHours, weeksOf, type WeekLoad } from './load-weeks.ts';
import styles from './overview.module.css';

export function LoadTable({ load }: { readonly load: PlanLoad }) {
  const t = useWords();
  const days = useDays();
  const mondays = mondaysOf(load.first_on, load.last_on);
  if (load.members.length === 0) return <p className={styles.note}>{t('load.nobody')}</p>;
  return (
    <>
      <p className={styles.note}>{t('load.note')}</p>
      <table className={styles.load}>
        <thead>
          <tr>
            <th scope="col">{t('load.member')}</th>
            {mondays.map((monday) => (
              <th key={monday} scope="col">
                {t('load.week_of', { day: days.formatShort(monday) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {load.members.map((one) => (
            <MemberRow key={one.member_id} load={one} mondays={mondays} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function MemberRow({ load, mondays }: { readonly load: MemberLoad; readonly mondays: readonly string[] }) {
  const t = useWords();
  const days = useDays();
  const member = useMembers().get(load.member_id) ?? null;
  const runs = overloadedRuns(load).map(({ first, last }) =>
    first === last ? days.formatShort(first) : t('value.range', { start: days.formatShort(first), finish: days.formatShort(last) }),
  );
  return (
    <>
      <tr>
        <th scope="row">
          <span className={styles.member}>
            <Avatar member={member} size={20} isDecorative />
            {member?.name ?? t('value.unassigned')}
          </span>
        </th>
        {weeksOf(load, mondays).map((week) => (
          <td key={week.monday}>
            <WeekBar week={week} />
          </td>
        ))}
      </tr>
      {runs.length > 0 && (
        <tr className={styles.over}>
          <td colSpan={mondays.length + 1}>
            {t('load.over_on', { days: runs.join('、') })} · {t('load.over', { hours: toHours(load.minutes_over) })}
          </td>
        </tr>
      )}
    </>
  );
}

function WeekBar({ week }: { readonly week: WeekLoad }) {
  const t = useWords();
  if (week.percent === null) return <span className={styles.soft}>{t('load.free_week')}</span>;
  return (
    <>
      <span className={styles.percent} data-over={week.isOver}>
        {t('load.percent', { percent: week.percent })}
      </span>
      <span className={styles.bar} data-over={week.isOver} aria-hidden="true">
        <span style={{ width: `${Math.min(week.percent, 100)}%` }} />
      </span>
    </>
  );
}
