/** What can be done with the open task: the same for its menu, its buttons, the palette and the keyboard. */

import { Archive, ArchiveRestore, Link2, MessageSquareShare, TrendingUp } from 'lucide-react';
import { useMemo } from 'react';

import { useActions, type Action } from '../../app/actions.ts';
import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import type { OpenedTask, StoredTask } from '../../data/store-types.ts';
import { showToast } from '../../ui/index.ts';
import { taskHref } from './links.ts';

export interface TaskActions {
  readonly report: Action;
  readonly requestChange: Action;
  /** What stands in the menu of the panel. */
  readonly menu: readonly Action[];
}

interface TaskActionsProps {
  readonly task: StoredTask | undefined;
  readonly opened: OpenedTask | undefined;
  readonly onReport: () => void;
  readonly onRequestChange: () => void;
  readonly onClose: () => void;
}

/** All of them are offered to the palette while the panel is open; pass stable callbacks. */
export function useTaskActions({ task, opened, onReport, onRequestChange, onClose }: TaskActionsProps): TaskActions {
  const t = useWords();
  const commands = useCommands();
  const actions = useMemo((): TaskActions => {
    const isArchived = task !== undefined && task.archived_at !== null;
    const may = (name: string): boolean => opened?.abilities[name] === true;
    const copyLink = (): void => {
      const link = task === undefined ? '' : window.location.origin + taskHref(task);
      // Without https there is no clipboard: then the link is shown.
      const copied =
        'clipboard' in navigator ? navigator.clipboard.writeText(link) : Promise.reject(new Error('no clipboard'));
      copied.then(
        () => showToast(t('task.copied')),
        () => showToast(link),
      );
    };
    const archive = (): void => {
      if (task === undefined) return;
      commands.archiveTask(task.id);
      onClose();
      showToast(t('task.archived'), {
        action: { label: t('common.undo'), perform: () => commands.restoreTask(task.id) },
      });
    };
    const restore = (): void => {
      if (task !== undefined) commands.restoreTask(task.id);
    };
    return {
      report: {
        id: 'task.report',
        label: t('task.report'),
        icon: TrendingUp,
        shortcut: 'r',
        isAllowed: may('report') && !isArchived,
        perform: onReport,
      },
      requestChange: {
        id: 'task.request_change',
        label: t('task.request_change'),
        icon: MessageSquareShare,
        isAllowed: may('request_change') && !isArchived,
        perform: onRequestChange,
      },
      menu: [
        {
          id: 'task.copy_link',
          label: t('task.copy_link'),
          icon: Link2,
          isAllowed: task !== undefined,
          perform: copyLink,
        },
        {
          id: 'task.restore',
          label: t('task.restore'),
          icon: ArchiveRestore,
          isAllowed: may('archive') && isArchived,
          perform: restore,
        },
        {
          id: 'task.archive',
          label: t('task.archive'),
          icon: Archive,
          tone: 'danger',
          isAllowed: may('archive') && !isArchived,
          perform: archive,
        },
      ],
    };
  }, [t, commands, task, opened, onReport, onRequestChange, onClose]);
  useActions(useMemo(() => [actions.report, actions.requestChange, ...actions.menu], [actions]));
  return actions;
}
