/** What a change of a calendar would move, project by project, before it is made. */

import type { CalendarImpact } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './calendar.module.css';
import type { CalendarChanging } from './use-calendar-change.ts';

const MOVES_SHOWN = 50;

export function Consequences({ changing }: { readonly changing: CalendarChanging }) {
  const t = useWords();
  const { asked, isBusy, confirm, cancel } = changing;
  if (asked === null) return null;
  const { projects, hidden_count: hidden } = asked.impact;
  return (
    <Dialog
      isOpen
      onClose={cancel}
      title={t('calendar.consequences')}
      footer={
        <>
          <Button onClick={cancel}>{t('common.cancel')}</Button>
          <Button tone="primary" isBusy={isBusy} onClick={() => void confirm()}>
            {t('common.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.consequences}>
        {projects.length === 0 && hidden === 0 && <p>{t('calendar.consequences_none')}</p>}
        {projects.map((project) => (
          <MovedProject key={project.project_id} project={project} />
        ))}
        {hidden > 0 && <p>{t('calendar.consequences_hidden', { count: hidden })}</p>}
        {(projects.length > 0 || hidden > 0) && <p className={styles.note}>{t('calendar.consequences_told')}</p>}
      </div>
    </Dialog>
  );
}

function MovedProject({ project: { name, impact } }: { readonly project: CalendarImpact['projects'][number] }) {
  const t = useWords();
  const days = useDays();
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  const count = impact.moved.length;
  const isSameFinish = impact.old_finish === impact.new_finish;
  return (
    <section>
      <h3 className={styles.projectName}>{name}</h3>
      <p data-tone={impact.finish_workdays > 0 ? 'danger' : undefined} className={styles.projectLine}>
        {isSameFinish
          ? t('calendar.moved', { count })
          : t('calendar.moved_finish', { count, before: show(impact.old_finish), after: show(impact.new_finish) })}
      </p>
      <details className={styles.moves}>
        <summary>{t('calendar.show_moves')}</summary>
        <ul>
          {impact.moved.slice(0, MOVES_SHOWN).map((moved) => (
            <li key={moved.task_id}>
              #{moved.number} {moved.title} {t('change.from', { before: show(moved.old_finish), after: show(moved.new_finish) })}
            </li>
          ))}
          {count > MOVES_SHOWN && <li>{t('overview.more', { count: count - MOVES_SHOWN })}</li>}
        </ul>
      </details>
    </section>
  );
}
