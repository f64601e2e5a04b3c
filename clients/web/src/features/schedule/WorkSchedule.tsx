/** My tasks of all projects in a calendar. */

import { useCallback, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useMe, useMyWork, useObjects, type StoredTask } from '../../data/hooks.ts';
import { ErrorState, Page, Skeleton } from '../../ui/index.ts';
import { ScheduleBar, type ScheduleView } from './ScheduleBar.tsx';
import { TaskCalendar } from './TaskCalendar.tsx';

const VIEWS: readonly ScheduleView[] = ['month', 'week'];

export default function WorkSchedule() {
  const t = useWords();
  const { member, organization } = useMe();
  const { isLoading, error, retry } = useMyWork();
  const mine = useObjects('task', useCallback((task: StoredTask) => task.assignee_id === member.id, [member.id]));
  const [view, setView] = useState<ScheduleView>('month');
  const [day, setDay] = useState(organization.today);
  const bar = <ScheduleBar views={VIEWS} view={view} day={day} onView={setView} onDay={setDay} />;
  return (
    <Page title={t('schedule.my_title')} toolbar={bar}>
      {isLoading && mine.length === 0 && <Skeleton lines={6} />}
      {error !== null && mine.length === 0 && <ErrorState error={error} onRetry={retry} />}
      <TaskCalendar view={view === 'week' ? 'week' : 'month'} tasks={mine} day={day} onDay={setDay} />
    </Page>
  );
}
