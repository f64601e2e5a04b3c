/** A project on one screen: how far, until when, what is in the way, what happened. */

import type { CardTask } from '@quncheng/api';
import { deadlineOf, isFinished, isOverdue } from '@quncheng/domain';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useMembers, useProject, useTasks, useToday } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button, EmptyState, Skeleton } from '../../ui/index.ts';
import { LoadBlock } from '../overview/LoadBlock.tsx';
import { MilestoneTable } from '../overview/MilestoneTable.tsx';
import { Contradictions, CriticalTasks, UnpublishedYears } from '../overview/PlanTroubles.tsx';
import { ActivityList } from '../task/ActivityList.tsx';
import { Block } from './Block.tsx';
import { AttentionList, MilestoneList } from './HomeLists.tsx';
import { PendingRequests } from './PendingRequests.tsx';
import { PlanBlock } from './PlanBlock.tsx';
import { PlanPicture } from './PlanPicture.tsx';
import { ProgressBlock } from './ProgressBlock.tsx';
import { ProjectPage } from './ProjectPage.tsx';
import styles from './project.module.css';

export default function ProjectHome({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const project = useProject(projectId);
  const tasks = useTasks(projectId);
  const today = useToday();
  const openTask = useOpenTaskPanel();
  const handleOpen = useCallback((task: CardTask) => openTask(task.id), [openTask]);
  const milestones = useMemo(() => tasks.filter((task) => task.kind === 'milestone').sort(byDeadline), [tasks]);
  const troubles = useMemo(() => tasks.filter((task) => isTrouble(task, today)).sort(byDeadline), [tasks, today]);
  // Without it, as before the first answer and offline, the tasks themselves say what they can.
  const overview = useAnswer('GET /projects/{id}/plan/overview', { path: { id: projectId } }).data;
  if (project === undefined) return <Skeleton lines={8} />;

  return (
    <ProjectPage title={project.name}>
      {project.description !== '' && <p className={styles.description}>{project.description}</p>}
      {overview !== undefined && <UnpublishedYears overview={overview} />}
      {tasks.length === 0 ? (
        <EmptyState
          title={t('home.empty_title')}
          hint={t('home.empty_text')}
          action={
            <>
              <Link to="/p/$projectId/board" params={{ projectId }}>
                <Button tone="primary">{t('home.open_board')}</Button>
              </Link>
              {project.abilities['edit_plan'] === true && (
                <Link to="/p/$projectId/import" params={{ projectId }}>
                  <Button>{t('import.title')}</Button>
                </Link>
              )}
            </>
          }
        />
      ) : (
        <div className={styles.home}>
          <div className={styles.stack}>
            <ProgressBlock projectId={projectId} tasks={tasks} today={today} />
            <PendingRequests projectId={projectId} tasks={tasks} />
            <Block title={t('home.attention')}>
              <AttentionList tasks={troubles} onOpen={handleOpen} />
            </Block>
            <LoadBlock projectId={projectId} />
            <PlanPicture projectId={projectId} tasks={tasks} />
          </div>
          <div className={styles.stack}>
            <PlanBlock project={project} tasks={tasks} overview={overview} />
            <Block title={t('home.milestones')}>
              {overview === undefined ? (
                <MilestoneList milestones={milestones} onOpen={handleOpen} />
              ) : (
                <MilestoneTable overview={overview} />
              )}
            </Block>
            {overview !== undefined && (
              <Block title={t('overview.critical')}>
                <CriticalTasks overview={overview} />
              </Block>
            )}
            {overview !== undefined && overview.conflict_count > 0 && (
              <Block title={t('overview.conflicts')}>
                <Contradictions overview={overview} />
              </Block>
            )}
            <RecentActivity projectId={projectId} />
          </div>
        </div>
      )}
    </ProjectPage>
  );
}

function isTrouble(task: CardTask, today: string): boolean {
  return !isFinished(task) && (task.status === 'blocked' || isOverdue(task, today));
}

function byDeadline(one: CardTask, other: CardTask): number {
  return (deadlineOf(one) ?? '9999').localeCompare(deadlineOf(other) ?? '9999');
}

const SHOWN_ACTIVITIES = 8;

function RecentActivity({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const members = useMembers();
  const activity = useAnswer('GET /projects/{id}/activity', {
    path: { id: projectId },
    query: { limit: SHOWN_ACTIVITIES },
  });
  const activities = activity.data?.items ?? [];
  return (
    <Block title={t('home.activity')}>
      {activity.isPending && <Skeleton lines={4} />}
      {!activity.isPending && activities.length === 0 && <p className={styles.none}>{t('home.no_activity')}</p>}
      <ActivityList activities={activities} members={members} />
    </Block>
  );
}
