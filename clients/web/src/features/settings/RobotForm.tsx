/** The webhook of a group robot, which can really call people by @; the address goes in and never comes out. */

import type { Project } from '@quncheng/api';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { Button, showToast, TextField } from '../../ui/index.ts';
import styles from './settings.module.css';

export function RobotForm({ project }: { readonly project: Project }) {
  const t = useWords();
  const { isBusy, perform } = useServerCall();
  const [address, setAddress] = useState('');
  const save = async (): Promise<void> => {
    const answer = await perform('PUT /projects/{id}/robot', {
      path: { id: project.id },
      body: { webhook_url: address.trim() },
    });
    if (answer === null) return;
    setAddress('');
    showToast(t('settings.saved'));
  };
  const remove = async (): Promise<void> => {
    const answer = await perform('DELETE /projects/{id}/robot', { path: { id: project.id } });
    if (answer !== null) showToast(t('settings.saved'));
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') void save();
  };
  if (project.robot_bound) {
    return (
      <div className={styles.fields}>
        <p className={styles.more}>{t('settings.robot_bound')}</p>
        <div className={styles.actions}>
          <Button size="small" isBusy={isBusy} onClick={() => void remove()}>
            {t('settings.robot_remove')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className={styles.fields} onSubmit={handleSubmit}>
      <TextField label={t('settings.robot_address')} maxLength={500} value={address} onChange={setAddress} />
      {address.trim() !== '' && (
        <div className={styles.actions}>
          <Button type="submit" tone="primary" size="small" isBusy={isBusy}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
