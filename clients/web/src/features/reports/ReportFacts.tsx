/** The facts of a week: figures first, then the tasks behind them. */

import type { ReportEntry, ReportGroup, WeeklyReportFacts } from '@quncheng/api';
import type { ReactNode } from 'react';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { percentOf } from '../project/finish.ts';
import { taskHref } from '../task/links.ts';
import { useDays } from '../task/use-days.ts';
import styles from './reports.module.css';

interface ReportFactsProps {
  readonly facts: WeeklyReportFacts;
  readonly projectId: string;
}

export function ReportFacts({ facts, projectId }: ReportFactsProps) {
  const t = useWords();
  const days = useDays();
  const show = (day: string | null): string => (day === null ? t('value.no_date') : days.formatDate(day));
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={t('reports.percent')} value={`${facts.percent_complete}%`} />
        <Figure label={t('reports.done_this_week')} value={facts.done_this_week.length} />
        <Figure
          label={t('reports.late')}
          value={facts.late.length}
          tone={facts.late.length > 0 ? 'danger' : undefined}
        />
        <Figure
          label={t('reports.blocked')}
          value={facts.blocked.length}
          tone={facts.blocked.length > 0 ? 'warn' : undefined}
        />
      </dl>
      {facts.planned_finish !== null && (
        <p className={styles.finish}>
          {t('reports.finish', {
            planned: show(facts.planned_finish),
            forecast: show(facts.forecast_finish ?? facts.planned_finish),
          })}
        </p>
      )}
      <Entries
        title={t('reports.late')}
        entries={facts.late}
        projectId={projectId}
        noteOf={(entry) => <LateNote entry={entry} />}
      />
      <Entries
        title={t('reports.blocked')}
        entries={facts.blocked}
        projectId={projectId}
        noteOf={(entry) => [entry.assignee_name, entry.reason].filter(Boolean).join(' · ')}
      />
      <Entries
        title={t('reports.done_this_week')}
        entries={facts.done_this_week}
        projectId={projectId}
        noteOf={(entry) => entry.assignee_name}
        empty={t('reports.none_done')}
      />
      <Entries
        title={t('reports.next_week')}
        entries={facts.next_week}
        projectId={projectId}
        noteOf={(entry) =>
          [entry.assignee_name, entry.due_date === null ? null : show(entry.due_date)].filter(Boolean).join(' · ')
        }
      />
      <Groups title={t('reports.milestones')} groups={facts.by_milestone} />
      <Groups title={t('reports.owners')} groups={facts.by_owner} />
      <Lines title={t('reports.risks_said')} lines={facts.risks} />
      <Lines title={t('reports.approved_changes')} lines={facts.approved_changes} />
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string | number;
  readonly tone?: 'danger' | 'warn' | undefined;
}

function Figure({ label, value, tone }: FigureProps) {
  return (
    <div className={styles.figure} data-tone={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface EntriesProps {
  readonly title: string;
  readonly entries: readonly ReportEntry[];
  readonly projectId: string;
  readonly noteOf: (entry: ReportEntry) => ReactNode;
  readonly empty?: string;
}

function Entries({ title, entries, projectId, noteOf, empty }: EntriesProps) {
  const openTask = useOpenTaskPanel();
  if (entries.length === 0 && empty === undefined) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{title}</h3>
      {entries.length === 0 && <p className={styles.subtitle}>{empty}</p>}
      <ul className={styles.facts}>
        {entries.map((entry) => (
          <li key={entry.task_id} className={styles.fact}>
            <a
              href={taskHref({ id: entry.task_id, number: entry.number, project_id: projectId })}
              onClick={(event) => {
                event.preventDefault();
                openTask(entry.task_id);
              }}
            >
              <span className={styles.factNumber}>#{entry.number}</span> {entry.title}
            </a>
            <span className={styles.factNote}>{noteOf(entry)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LateNote({ entry }: { readonly entry: ReportEntry }) {
  const t = useWords();
  return (
    <>
      {entry.assignee_name} <span className={styles.late}>{t('value.days_late', { days: entry.days_late })}</span>
    </>
  );
}

/** Sentences as they were said. */
function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{title}</h3>
      <ul className={styles.facts}>
        {lines.map((line) => (
          <li key={line} className={styles.fact}>
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Groups({ title, groups }: { readonly title: string; readonly groups: readonly ReportGroup[] }) {
  const t = useWords();
  if (groups.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{title}</h3>
      <ul className={styles.facts}>
        {groups.map((group) => (
          <li key={group.name} className={styles.fact}>
            <span className={styles.groupName}>{group.name}</span>
            <span className={styles.groupBar} aria-hidden="true">
              <span style={{ width: `${percentOf(group.done, group.total)}%` }} />
            </span>
            <span className={styles.factNote}>{t('reports.owner_done', { done: group.done, total: group.total })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
