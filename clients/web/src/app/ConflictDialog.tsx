/** My value beside theirs, for every write that came too late; the person chooses. */
import type { Conflict } from '@quncheng/sync';
import { isDay, formatDate } from '@quncheng/domain';
import type { Key } from '@quncheng/i18n';
import { zh } from '@quncheng/i18n';
import { createWriter } from '../data/commands/writer.ts';
import { useDataLayer } from '../data/context.ts';
import { useConflicts, useMembers, useToday } from '../data/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './conflict-dialog.module.css';
import { useLocale, useWords } from './words.ts';

export default function ConflictDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const layer = useDataLayer();
  const conflicts = useConflicts();
  const resolve = (conflict: Conflict, choice: 'mine' | 'theirs') => {
    layer.resolveConflict(conflict.operation.mutation_id, choice, createWriter(layer).newId());
    if (layer.conflicts.length === 0) onClose();
  };
  const description = conflicts.length === 0 ? t('conflict.none') : t('conflict.explain');
  return (
    <Dialog isOpen onClose={onClose} title={t('conflict.banner', { count: conflicts.length })} description={description}>
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.operation.mutation_id} conflict={conflict} onResolve={(choice) => resolve(conflict, choice)} />
      ))}
    </Dialog>
  );
}

interface ConflictCardProps {
  readonly conflict: Conflict;
  readonly onResolve: (choice: 'mine' | 'theirs') => void;
}

function ConflictCard({ conflict, onResolve }: ConflictCardProps) {
  const t = useWords();
  const show = useShownValue();
  const { operation, current } = conflict;
  const fields = conflict.fields.length > 0 ? conflict.fields : Object.keys(operation.before);
  const name = valueOf(current, 'title') ?? valueOf(current, 'name') ?? valueOf(current, 'text') ?? '';
  return (
    <section className={styles['card']}>
      <h3>{t('conflict.title', { title: String(name) })}</h3>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col" className="visually-hidden">
              {t('field.other')}
            </th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">{t('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{t(wordOf(field))}</th>
              <td>{show(field, mineOf(conflict, field))}</td>
              <td>{show(field, valueOf(current, field))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles['choices']}>
        <Button size="small" onClick={() => onResolve('theirs')}>
          {t('conflict.use_theirs')}
        </Button>
        <Button size="small" tone="primary" onClick={() => onResolve('mine')}>
          {t('conflict.keep_mine')}
        </Button>
      </div>
    </section>
  );
}

function valueOf(object: object, field: string): unknown {
  return Reflect.get(object, field);
}

function mineOf({ operation }: Conflict, field: string): unknown {
  for (const effect of operation.effects) {
    if (effect.action === 'merge' && effect.id === operation.target?.id && field in effect.fields) return effect.fields[field];
  }
  return undefined;
}

function isKey(key: string): key is Key {
  return key in zh;
}

function wordOf(field: string): 'field.other' | Extract<Key, `field.${string}`> {
  const key = `field.${field}`;
  return isKey(key) ? (key as Extract<Key, `field.${string}`>) : 'field.other';
}

/** Ids become names, codes become words, days become dates. */
function useShownValue(): (field: string, value: unknown) => string {
  const t = useWords();
  const today = useToday();
  const locale = useLocale();
  const members = useMembers();
  const layer = useDataLayer();
  const showOne = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('common.none');
    const text = String(value);
    if (field === 'column_id') return layer.table('column').get(text)?.name ?? text;
    if (isDay(text)) return formatDate(text, today, locale);
    const word = `${field}.${text}`;
    if (field === 'status' || field === 'priority' || field === 'kind') return isKey(word) ? t(word as 'status.open') : text;
    return members.get(text)?.name ?? layer.table('task').get(text)?.title ?? text;
  };
  return (field, value) => (Array.isArray(value) ? value.map((one) => showOne(field, one)).join('、') : showOne(field, value));
}
