/** Fields with several values: people and tags, as chips. */

import type { Member } from '@quncheng/api';
import { X } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar } from '../../ui/index.ts';
import { QuietSelect } from './quiet-controls.tsx';
import styles from './task.module.css';

interface PeopleProps {
  readonly ids: readonly string[];
  readonly people: readonly Member[];
  readonly members: ReadonlyMap<string, Member>;
  readonly mayEdit: boolean;
  readonly onChange: (ids: readonly string[]) => void;
}

export function People({ ids, people, members, mayEdit, onChange }: PeopleProps) {
  const t = useWords();
  const others = people.filter((member) => !ids.includes(member.id));
  if (ids.length === 0 && !mayEdit) return <span className={styles.quietText}>{t('value.none')}</span>;
  return (
    <>
      {ids.map((id) => {
        const member = members.get(id) ?? null;
        return (
          <Chip
            key={id}
            text={member?.name ?? ''}
            removeLabel={t('task.remove_person', { name: member?.name ?? '' })}
            before={<Avatar member={member} size={20} isDecorative />}
            onRemove={mayEdit ? () => onChange(ids.filter((other) => other !== id)) : null}
          />
        );
      })}
      {mayEdit && others.length > 0 && (
        <QuietSelect
          label={`${t('task.add_person')} ${t('field.collaborator_ids')}`}
          value=""
          choices={[
            { value: '', label: t('task.add_person') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => id !== '' && onChange([...ids, id])}
        />
      )}
    </>
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly mayEdit: boolean;
  readonly onChange: (tags: readonly string[]) => void;
}

export function Tags({ tags, mayEdit, onChange }: TagsProps) {
  const t = useWords();
  const [text, setText] = useState('');
  const add = (): void => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  };
  if (tags.length === 0 && !mayEdit) return <span className={styles.quietText}>{t('value.none')}</span>;
  return (
    <>
      {tags.map((tag) => (
        <Chip
          key={tag}
          text={tag}
          removeLabel={t('task.remove_tag', { tag })}
          onRemove={mayEdit ? () => onChange(tags.filter((other) => other !== tag)) : null}
        />
      ))}
      {mayEdit && (
        <input
          className={styles.quiet}
          data-type="tag"
          value={text}
          maxLength={20}
          aria-label={t('task.add_tag')}
          placeholder={t('task.add_tag')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={handleKeyDown}
          onBlur={add}
        />
      )}
    </>
  );
}

interface ChipProps {
  readonly text: string;
  readonly before?: ReactNode;
  readonly removeLabel: string;
  readonly onRemove: (() => void) | null;
}

function Chip({ text, before, removeLabel, onRemove }: ChipProps) {
  return (
    <span className={styles.chip}>
      {before}
      {text}
      {onRemove !== null && (
        <button type="button" className={styles.chipRemove} aria-label={removeLabel} onClick={onRemove}>
          <X aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
