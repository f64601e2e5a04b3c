/** Every command, project and task, a few letters away. */
import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { CornerDownLeft, FolderKanban, SquareCheck } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useObjects, useProjects } from '../data/hooks.ts';
import { StatusBadge } from '../ui/Badge.tsx';
import { formatShortcut, iconOf, useOfferedActions } from './actions.ts';
import { findMatches, scoreMatch } from './palette-search.ts';
import styles from './palette.module.css';
import { useOpenTaskPanel } from './task-panel.ts';
import { useWords } from './words.ts';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly icon: ReactNode;
  readonly after: ReactNode;
  readonly perform: () => void;
}

const MOST_TASKS = 12;
const MOST_OTHERS = 20;
const everyTask = () => true;

function useEntries(search: string): readonly Entry[] {
  const t = useWords();
  const navigate = useNavigate();
  const openTask = useOpenTaskPanel();
  const actions = useOfferedActions();
  const projects = useProjects();
  const tasks = useObjects('task', everyTask);
  return useMemo(() => {
    const actionEntries = findMatches(actions, search, (action) => action.label, MOST_OTHERS).map((action) => ({
      id: action.id,
      label: action.label,
      group: t('palette.group_actions'),
      icon: iconOf(action),
      after: action.shortcut && <kbd>{formatShortcut(action.shortcut)}</kbd>,
      perform: action.perform,
    }));
    const projectEntries = findMatches(projects, search, (project) => project.name, MOST_OTHERS).map((project) => ({
      id: project.id,
      label: project.name,
      group: t('palette.group_projects'),
      icon: <FolderKanban aria-hidden="true" />,
      after: null,
      perform: () => void navigate({ to: '/p/$projectId/board', params: { projectId: project.id } }),
    }));
    const named = search.trim() === '' ? [] : findMatches(tasks, search, (task) => `#${task.number ?? ''} ${task.title}`, MOST_TASKS);
    const taskEntries = named.map((task) => ({
      id: task.id,
      label: task.number === null ? task.title : `#${task.number} ${task.title}`,
      group: t('palette.group_tasks'),
      icon: <SquareCheck aria-hidden="true" />,
      after: <StatusBadge status={task.status} />,
      perform: () => openTask(task.id),
    }));
    const entries: readonly Entry[] = [...projectEntries, ...actionEntries.filter((entry) => entry.id !== 'palette'), ...taskEntries];
    return [...entries].sort((a, b) => scoreMatch(search, b.label) - scoreMatch(search, a.label));
  }, [actions, projects, tasks, search, t, navigate, openTask]);
}

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const [search, setSearch] = useState('');
  const [index, setIndex] = useState(0);
  const entries = useEntries(search);
  const chosen = entries[Math.min(index, entries.length - 1)];

  function perform(entry: Entry): void {
    onClose();
    entry.perform();
  }

  function handleKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setIndex((current) => (Math.min(current, entries.length - 1) + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      perform(chosen);
    }
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles['backdrop']} />
        <Dialog.Popup className={styles['palette']}>
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-entries"
            aria-activedescendant={chosen && `palette-${chosen.id}`}
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            autoComplete="off"
            className={styles['input']}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setIndex(0);
            }}
            onKeyDown={handleKeyDown}
          />
          <ul id="palette-entries" role="listbox" aria-label={t('palette.title')} className={styles['entries']}>
            {entries.map((entry, position) => (
              <li
                key={entry.id}
                id={`palette-${entry.id}`}
                role="option"
                aria-selected={entry === chosen}
                ref={entry === chosen ? reveal : null}
                className={styles['entry']}
                onPointerMove={() => setIndex(position)}
                onClick={() => perform(entry)}
              >
                {entry.icon}
                <span className={styles['label']}>{entry.label}</span>
                <span className={styles['after']}>{entry.after ?? entry.group}</span>
                {entry === chosen && <CornerDownLeft aria-hidden="true" />}
              </li>
            ))}
          </ul>
          {entries.length === 0 && <p className={styles['empty']}>{t('palette.empty')}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function reveal(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
