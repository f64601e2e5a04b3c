/** Which baseline stands beside the plan; the manager takes new ones and puts old ones out of sight. */
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import type { MenuEntry } from '../../ui/index.ts';
import { BaselineDialog, type BaselineTime } from './BaselineDialog.tsx';
import { ChipMenu } from './ChipMenu.tsx';
import type { Baselines } from './use-baselines.ts';

interface BaselineMenuProps {
  readonly baselines: Baselines;
  readonly chosenId: string | null;
  readonly mayManage: boolean;
  readonly onChoose: (id: string | null) => void;
}

export function BaselineMenu({ baselines, chosenId, mayManage, onChoose }: BaselineMenuProps) {
  const t = useWords();
  const [asked, setAsked] = useState<BaselineTime | null>(null);
  const chosen = baselines.items.find(({ id }) => id === chosenId);
  if (baselines.items.length === 0 && !mayManage) return null;
  const choices = baselines.items.map(({ id, name }): MenuEntry => {
    const isChosen = id === chosenId;
    return { id, label: name, isChosen, onSelect: () => onChoose(isChosen ? null : id) };
  });
  const acts: MenuEntry[] = mayManage
    ? [
        { id: 'save', label: t('baseline.save'), onSelect: () => setAsked('now') },
        { id: 'save_past', label: t('baseline.save_past'), onSelect: () => setAsked('past') },
      ]
    : [];
  if (mayManage && chosen) {
    const archive = (): void => {
      onChoose(null);
      baselines.archive(chosen);
    };
    acts.push({ id: 'archive', label: t('baseline.archive', { name: chosen.name }), tone: 'danger', onSelect: archive });
  }
  const take = async (name: string, asOf: string | null): Promise<void> => {
    const taken = await baselines.take(name, asOf);
    if (!taken) return;
    setAsked(null);
    onChoose(taken.id);
  };
  return (
    <>
      <ChipMenu isSet={chosen !== undefined} entries={[...choices, ...acts]}>
        {chosen === undefined ? t('baseline.menu') : t('gantt.baseline', { name: chosen.name })}
      </ChipMenu>
      {asked !== null && (
        <BaselineDialog time={asked} isBusy={baselines.isBusy} onSubmit={(name, asOf) => void take(name, asOf)} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
