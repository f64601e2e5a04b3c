/** The weekly reports of a project, the latest first. */

import type { WeeklyReport } from '@quncheng/api';
import { Link, useNavigate } from '@tanstack/react-router';
import { FilePlus2 } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import { useProject } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Badge, Button, EmptyState, ErrorState, Skeleton } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { useDays } from '../task/use-days.ts';
import styles from './reports.module.css';

export default function ReportsScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const navigate = useNavigate();
  const project = useProject(projectId);
  const answer = useAnswer('GET /projects/{id}/reports', { path: { id: projectId } });
  const { isBusy, perform } = useServerCall();
  const reports = [...(answer.data?.items ?? [])].sort((one, other) => (one.week_start < other.week_start ? 1 : -1));

  const compose = async (): Promise<void> => {
    const report = await perform('POST /projects/{id}/reports', { path: { id: projectId } });
    if (report !== null)
      void navigate({ to: '/p/$projectId/reports/$reportId', params: { projectId, reportId: report.id } });
  };
  const composeButton = project?.abilities['send_report'] === true && (
    <Button tone="primary" size="small" icon={<FilePlus2 />} isBusy={isBusy} onClick={() => void compose()}>
      {t('reports.compose')}
    </Button>
  );

  return (
    <ProjectPage title={t('reports.title')} tools={reports.length > 0 ? composeButton : undefined}>
      {answer.isPending && <Skeleton lines={6} />}
      {answer.isError && reports.length === 0 && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.isSuccess && reports.length === 0 && (
        <EmptyState title={t('reports.empty')} hint={t('reports.empty_text')} action={composeButton} />
      )}
      {reports.length > 0 && (
        <ul className={styles.list}>
          {reports.map((report) => (
            <li key={report.id}>
              <ReportItem report={report} />
            </li>
          ))}
        </ul>
      )}
    </ProjectPage>
  );
}

function ReportItem({ report }: { readonly report: WeeklyReport }) {
  const t = useWords();
  const days = useDays();
  const isSent = report.status === 'sent';
  const week = t('reports.week', { start: days.formatDate(report.week_start), end: days.formatDate(report.week_end) });
  return (
    <Link
      className={styles.item}
      to="/p/$projectId/reports/$reportId"
      params={{ projectId: report.project_id, reportId: report.id }}
    >
      <span className={styles.itemText}>
        {report.title}
        <span className={styles.itemNote}>
          {week}
          {report.sent_at !== null &&
            ` · ${t('reports.sent_at', { when: days.formatInstant(report.sent_at), count: report.sent_to.length })}`}
        </span>
      </span>
      <span className={styles.itemPercent}>{report.facts.percent_complete}%</span>
      <Badge tone={isSent ? 'ok' : 'accent'}>{isSent ? t('reports.sent') : t('reports.draft')}</Badge>
    </Link>
  );
}
