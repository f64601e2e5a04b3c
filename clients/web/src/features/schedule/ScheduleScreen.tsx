/** The tasks of a project in a calendar, and its milestones in a list. */

import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useTasks, useToday } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { ErrorState, Skeleton } from '../../ui/index.ts';
import { MilestoneTable } from '../overview/MilestoneTable.tsx';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { ScheduleBar, type ScheduleView } from './ScheduleBar.tsx';
import styles from './schedule.module.css';
import { TaskCalendar } from './TaskCalendar.tsx';

const VIEWS: readonly ScheduleView[] = ['month', 'week', 'milestones'];

export default function ScheduleScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const tasks = useTasks(projectId);
  const today = useToday();
  const [view, setView] = useState<ScheduleView>('month');
  const [day, setDay] = useState(today);
  const bar = <ScheduleBar views={VIEWS} view={view} day={day} onView={setView} onDay={setDay} />;
  return (
    <ProjectPage title={t('nav.schedule')} toolbar={bar}>
      {view === 'milestones' ? (
        <Milestones projectId={projectId} />
      ) : (
        <TaskCalendar view={view} tasks={tasks} day={day} onDay={setDay} />
      )}
    </ProjectPage>
  );
}

function Milestones({ projectId }: { readonly projectId: string }) {
  const answer = useAnswer('GET /projects/{id}/plan/overview', { path: { id: projectId } });
  if (answer.data === undefined) {
    return answer.isError ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton lines={4} />;
  }
  return (
    <div className={styles.milestones}>
      <MilestoneTable overview={answer.data} />
    </div>
  );
}
