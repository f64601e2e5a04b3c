/** One weekly report: facts from the data, a few words by the manager, and one tap to send. */

import type { WeeklyReport } from '@quncheng/api';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Send } from 'lucide-react';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useObject, useProject } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Badge, Button, ErrorState, Skeleton } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { useDays } from '../task/use-days.ts';
import { ReportFacts } from './ReportFacts.tsx';
import { ReportWords } from './ReportWords.tsx';
import { SendReport } from './SendReport.tsx';
import styles from './reports.module.css';

interface ReportScreenProps {
  readonly projectId: string;
  readonly reportId: string;
}

export default function ReportScreen({ projectId, reportId }: ReportScreenProps) {
  const t = useWords();
  const answer = useAnswer('GET /reports/{id}', { path: { id: reportId } });
  const stored = useObject('weekly_report', reportId);
  // The store has what was just written; the answer has the abilities.
  const report = answer.data === undefined ? stored : { ...answer.data, ...stored, abilities: answer.data.abilities };
  return (
    <ProjectPage
      title={t('reports.title')}
      tools={
        <Link className={styles.back} to="/p/$projectId/reports" params={{ projectId }}>
          <ArrowLeft aria-hidden="true" />
          {t('reports.back')}
        </Link>
      }
    >
      {report === undefined && answer.isPending && <Skeleton lines={8} />}
      {report === undefined && answer.isError && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {report !== undefined && <Report report={report} />}
    </ProjectPage>
  );
}

function Report({ report }: { readonly report: WeeklyReport }) {
  const t = useWords();
  const days = useDays();
  const commands = useCommands();
  const project = useProject(report.project_id);
  const [isSending, setIsSending] = useState(false);
  const isSent = report.status === 'sent';
  const maySend = report.abilities['send'] === true && !isSent;
  return (
    <>
      <article className={styles.sheet}>
        <header className={styles.sheetHead}>
          <div>
            <h2 className={styles.title}>{report.title}</h2>
            <p className={styles.subtitle}>
              {t('reports.week', { start: days.formatDate(report.week_start), end: days.formatDate(report.week_end) })}
              {report.sent_at !== null &&
                ` · ${t('reports.sent_at', { when: days.formatInstant(report.sent_at), count: report.sent_to.length })}`}
            </p>
          </div>
          <Badge tone={isSent ? 'ok' : 'accent'}>{isSent ? t('reports.sent') : t('reports.draft')}</Badge>
        </header>
        <ReportFacts facts={report.facts} projectId={report.project_id} />
        <ReportWords
          report={report}
          mayEdit={report.abilities['edit'] === true && !isSent}
          onChange={(changes) => commands.updateWeeklyReport(report.id, changes)}
        />
      </article>
      {maySend && (
        <div className={styles.send}>
          <span className={styles.sendNote}>{t('reports.note')}</span>
          <Button tone="primary" icon={<Send />} onClick={() => setIsSending(true)}>
            {t('reports.send')}
          </Button>
        </div>
      )}
      {isSending && (
        <SendReport report={report} hasChat={project?.chat_bound === true} onClose={() => setIsSending(false)} />
      )}
    </>
  );
}
