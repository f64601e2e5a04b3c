/** A calendar with a name, which tasks may follow. */

import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import type { CalendarChanging } from './use-calendar-change.ts';

interface NewSharedFormProps {
  readonly changing: CalendarChanging;
  readonly onClose: () => void;
}

export function NewSharedForm({ changing, onClose }: NewSharedFormProps) {
  const t = useWords();
  const [name, setName] = useState('');
  const submit = async (): Promise<void> => {
    if (await changing.ask({ owner: 'shared', name: name.trim() })) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('calendar.new_shared_title')}
      footer={
        <Button tone="primary" isBusy={changing.isBusy} disabled={name.trim() === ''} onClick={() => void submit()}>
          {t('common.save')}
        </Button>
      }
    >
      <TextField label={t('calendar.shared_name')} maxLength={40} placeholder={t('calendar.shared_placeholder')} value={name} onChange={setName} />
    </Dialog>
  );
}
