/** Name and description of a project. */

import type { Project } from '@quncheng/api';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import type { ProjectChanges } from '../../data/commands/index.ts';
import { Button, TextArea, TextField } from '../../ui/index.ts';
import styles from './settings.module.css';

interface BasicsFormProps {
  readonly project: Project;
  readonly mayEdit: boolean;
  readonly onChange: (changes: ProjectChanges) => void;
}

export function BasicsForm({ project, mayEdit, onChange }: BasicsFormProps) {
  const t = useWords();
  const [name, setName] = useState<string | null>(null);
  const [description, setDescription] = useState<string | null>(null);
  const changes: ProjectChanges = {
    ...(name !== null && name.trim() !== '' && name.trim() !== project.name && { name: name.trim() }),
    ...(description !== null && description.trim() !== project.description && { description: description.trim() }),
  };
  const hasChanges = Object.keys(changes).length > 0;
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (hasChanges) onChange(changes);
    setName(null);
    setDescription(null);
  };
  return (
    <form className={styles.fields} onSubmit={handleSubmit}>
      <TextField
        label={t('settings.name')}
        maxLength={60}
        disabled={!mayEdit}
        value={name ?? project.name}
        onChange={setName}
      />
      <TextArea
        label={t('settings.description')}
        rows={2}
        maxLength={2000}
        disabled={!mayEdit}
        value={description ?? project.description}
        onChange={setDescription}
      />
      {hasChanges && (
        <div className={styles.actions}>
          <Button type="submit" tone="primary" size="small">
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
