/** My work: what waits for me and what I have to do, by when. */
import { Link, useNavigate } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { useCallback, useEffect, useMemo } from 'react';
import type { ChangeRequest } from '@quncheng/api';
import { groupWork, WORK_GROUPS, type WorkGroup } from '@quncheng/domain';
import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useDataLayer } from '../../data/context.ts';
import { useMe, useMyWork, useObjects } from '../../data/hooks.ts';
import type { StoredTask } from '../../data/store-types.ts';
import { Cell, CellGroup } from '../../ui/Cell.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/States.tsx';
import { useGrowing } from '../../ui/use-growing.ts';
import styles from './work.module.css';
import { WorkCell } from './WorkCell.tsx';

export function WorkScreen() {
  const t = useWords();
  const { member, organization } = useMe();
  const { isLoading, error, retry } = useMyWork();
  const mine = useObjects('task', useCallback((task: StoredTask) => task.assignee_id === member.id, [member.id]));
  const groups = useMemo(() => groupWork(mine, member.id, organization.today), [mine, member.id, organization.today]);
  const filled = WORK_GROUPS.filter((group) => (groups.get(group)?.length ?? 0) > 0);
  const isEmpty = filled.length === 0;
  return (
    <Page
      title={t('work.title')}
      tools={
        <Link to="/work/schedule" className={styles['schedule']}>
          {t('nav.work_schedule')}
        </Link>
      }
    >
      <WaitingForMe />
      {isEmpty && isLoading && <Skeleton lines={6} />}
      {isEmpty && error !== null && <ErrorState error={error} onRetry={retry} />}
      {isEmpty && !isLoading && error === null && <EmptyState icon={<PartyPopper />} title={t('work.empty_title')} hint={t('work.empty_hint')} />}
      {filled.map((group) => (
        <WorkList key={group} group={group} tasks={groups.get(group) ?? []} />
      ))}
    </Page>
  );
}

const FIRST_CELLS = 15;

function WorkList({ group, tasks }: { readonly group: WorkGroup; readonly tasks: readonly StoredTask[] }) {
  const t = useWords();
  const { count, restRef } = useGrowing<HTMLLIElement>(tasks.length, FIRST_CELLS);
  return (
    <CellGroup title={t(`work.${group}`)} aside={<span className="numbers">{tasks.length}</span>}>
      {tasks.slice(0, count).map((task) => (
        <WorkCell key={task.id} task={task} />
      ))}
      {count < tasks.length && <li ref={restRef} aria-hidden="true" style={{ height: `calc(var(--row) * ${tasks.length - count})` }} />}
    </CellGroup>
  );
}

const isWaiting = (request: { readonly status: string; readonly abilities: Readonly<Record<string, boolean>> }) =>
  request.status === 'waiting' && request.abilities['decide'] === true;
const isToSend = (report: { readonly status: string; readonly abilities: Readonly<Record<string, boolean>> }) =>
  report.status === 'draft' && report.abilities['send'] === true;

/** Others' tasks that wait for my decision are not among mine, so their titles come one by one. */
function useTitlesOf(taskIds: readonly string[]): (taskId: string) => string {
  const layer = useDataLayer();
  const key = taskIds.join(' ');
  const isWanted = useCallback((task: StoredTask) => key.includes(task.id), [key]);
  const tasks = useObjects('task', isWanted);
  useEffect(() => {
    const unknown = key.split(' ').filter((taskId) => taskId !== '' && !layer.table('task').has(taskId));
    for (const taskId of unknown) layer.openTask(taskId).catch(() => undefined);
  }, [layer, key]);
  return (taskId) => tasks.find((task) => task.id === taskId)?.title ?? '…';
}

function WaitingForMe() {
  const t = useWords();
  const navigate = useNavigate();
  const openTask = useOpenTaskPanel();
  const requests = useObjects('change_request', isWaiting);
  const reports = useObjects('weekly_report', isToSend);
  const titleOf = useTitlesOf(requests.flatMap((request) => request.task_id ?? []));
  if (requests.length + reports.length === 0) return null;
  const openRequest = ({ task_id, project_id }: ChangeRequest) => {
    if (task_id === null) void navigate({ to: '/p/$projectId', params: { projectId: project_id } });
    else openTask(task_id);
  };
  return (
    <CellGroup title={t('work.waiting_title')}>
      {requests.map((request) => (
        <Cell
          key={request.id}
          title={
            request.task_id === null
              ? t('work.project_change_request', { number: request.number })
              : t('work.change_request', { number: request.number, title: titleOf(request.task_id) })
          }
          note={request.reason}
          onClick={() => openRequest(request)}
        />
      ))}
      {reports.map((report) => (
        <Cell
          key={report.id}
          title={t('work.report', { title: report.title })}
          onClick={() =>
            void navigate({ to: '/p/$projectId/reports/$reportId', params: { projectId: report.project_id, reportId: report.id } })
          }
        />
      ))}
    </CellGroup>
  );
}
