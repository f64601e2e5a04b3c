/** What a task waits for and what waits for it. */

import type { CardTask, Dependency, Member } from '@quncheng/api';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { IconButton } from '../../ui/index.ts';
import { LinkControls } from './LinkControls.tsx';
import { linkText, PLAIN_LINK, type LinkFacts } from './link-words.ts';
import { Section } from './Section.tsx';
import styles from './task.module.css';
import { TaskLine } from './TaskLine.tsx';
import { searchTasks } from './search-tasks.ts';
import { whoWaitsFor } from './dependency-order.ts';

interface DependenciesProps {
  readonly task: CardTask;
  readonly tasks: readonly CardTask[];
  readonly dependencies: readonly Dependency[];
  readonly members: ReadonlyMap<string, Member>;
  readonly mayEdit: boolean;
  readonly onOpen: (task: CardTask) => void;
  readonly onAdd: (predecessorId: string, link: LinkFacts) => void;
  readonly onChange: (dependency: Dependency, link: LinkFacts) => void;
  readonly onRemove: (dependency: Dependency) => void;
}

interface Link {
  readonly dependency: Dependency;
  readonly other: CardTask;
}

export function Dependencies(props: DependenciesProps) {
  const { task, tasks, dependencies, mayEdit, onAdd } = props;
  const t = useWords();
  const byId = useMemo(() => new Map(tasks.map((candidate) => [candidate.id, candidate])), [tasks]);
  const linksOf = (own: 'predecessor_id' | 'successor_id', far: 'predecessor_id' | 'successor_id'): Link[] =>
    dependencies.flatMap((dependency) => {
      const other = dependency[own] === task.id ? byId.get(dependency[far]) : undefined;
      return other === undefined ? [] : [{ dependency, other }];
    });
  const before = linksOf('successor_id', 'predecessor_id');
  const after = linksOf('predecessor_id', 'successor_id');
  const linkedIds = new Set(before.map(({ other }) => other.id));
  const waitingIds = useMemo(() => whoWaitsFor(task.id, dependencies), [task.id, dependencies]);
  return (
    <Section title={t('task.dependencies')}>
      {before.length + after.length === 0 && !mayEdit && <p className={styles.none}>{t('task.no_dependencies')}</p>}
      <Links title={t('task.predecessors')} links={before} {...props} />
      <Links title={t('task.successors')} links={after} {...props} />
      {mayEdit && (
        <PredecessorPicker tasks={tasks.filter(({ id }) => !linkedIds.has(id) && !waitingIds.has(id))} onPick={onAdd} />
      )}
    </Section>
  );
}

function Links({
  title,
  links,
  members,
  mayEdit,
  onOpen,
  onChange,
  onRemove,
}: DependenciesProps & { readonly title: string; readonly links: readonly Link[] }) {
  const t = useWords();
  if (links.length === 0) return null;
  return (
    <>
      <h4 className={styles.subhead}>{title}</h4>
      <ul className={styles.lines}>
        {links.map(({ dependency, other }) => (
          <li key={dependency.id}>
            <div className={styles.lineRow}>
              <TaskLine
                task={other}
                assignee={members.get(other.assignee_id ?? '') ?? null}
                aside={mayEdit ? null : <span className={styles.aside}>{linkText(t, dependency)}</span>}
                onOpen={onOpen}
              />
              {mayEdit && (
                <IconButton label={t('task.remove_link', { title: other.title })} onClick={() => onRemove(dependency)}>
                  <X aria-hidden="true" />
                </IconButton>
              )}
            </div>
            {mayEdit && (
              <LinkControls link={dependency} title={other.title} onChange={(link) => onChange(dependency, link)} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A native list of suggestions would cut long titles on phones, so they are buttons. */
function PredecessorPicker({
  tasks,
  onPick,
}: {
  readonly tasks: readonly CardTask[];
  readonly onPick: (id: string, link: LinkFacts) => void;
}) {
  const t = useWords();
  const [text, setText] = useState('');
  const [link, setLink] = useState(PLAIN_LINK);
  const found = text.trim() === '' ? [] : searchTasks(tasks, text, 6);
  const pick = (id: string): void => {
    setText('');
    setLink(PLAIN_LINK);
    onPick(id, link);
  };
  return (
    <>
      <div className={styles.addRow}>
        <input
          className={styles.addField}
          type="search"
          value={text}
          aria-label={t('task.add_predecessor')}
          placeholder={t('task.add_predecessor')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0];
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && first !== undefined) pick(first.id);
          }}
        />
      </div>
      {found.length > 0 && <LinkControls link={link} title="" onChange={setLink} />}
      {found.length > 0 && (
        <ul className={styles.lines}>
          {found.map((candidate) => (
            <li key={candidate.id}>
              <button type="button" className={styles.line} onClick={() => pick(candidate.id)}>
                <span className={styles.aside}>#{candidate.number}</span>
                <span className={styles.lineText}>{candidate.title}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
