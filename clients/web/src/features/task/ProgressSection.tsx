/** What people reported about a task, the latest first. */

import type { Member, ProgressReport } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

import { useWords } from '../../app/words.ts';
import { Avatar } from '../../ui/index.ts';
import { Section } from './Section.tsx';
import styles from './task.module.css';
import { useDays, type Days } from './use-days.ts';

interface ProgressSectionProps {
  readonly reports: readonly ProgressReport[];
  readonly members: ReadonlyMap<string, Member>;
}

export function ProgressSection({ reports, members }: ProgressSectionProps) {
  const t = useWords();
  const days = useDays();
  return (
    <Section title={t('task.reports')}>
      {reports.length === 0 && <p className={styles.none}>{t('task.no_reports')}</p>}
      <ul className={styles.talk}>
        {reports.map((report) => {
          const member = members.get(report.member_id) ?? null;
          const facts = factsOf(report, t, days);
          return (
            <li key={report.id} className={styles.entry}>
              <Avatar member={member} size={32} isDecorative />
              <div className={styles.entryBody}>
                <div className={styles.entryHead}>
                  <span className={styles.entryName}>{member?.name}</span>
                  <time dateTime={report.created_at}>{days.formatInstant(report.created_at)}</time>
                  {report.retracted_at !== null && <span>{t('report.retracted')}</span>}
                </div>
                <p className={`${styles.entryText} ${report.retracted_at === null ? '' : styles.struck}`}>
                  {facts.join(' · ')}
                  {report.note !== '' && <span className={styles.note}>{report.note}</span>}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function factsOf(report: ProgressReport, t: Translate, days: Days): string[] {
  const facts: string[] = [];
  if (report.state !== null) facts.push(t(`report.${report.state}`));
  if (report.percent !== null) facts.push(t('report.percent', { percent: report.percent }));
  if (report.forecast_finish !== null)
    facts.push(t('report.forecast_day', { day: days.formatDate(report.forecast_finish) }));
  return facts;
}
