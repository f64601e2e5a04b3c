/** Who the names of a file are. */
import type { PersonSeen } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useMembers } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Badge, Select } from '../../ui/index.ts';
import styles from './exchange.module.css';

interface PeopleTableProps {
  readonly people: readonly PersonSeen[];
  readonly onChange: (name: string, memberId: string | null) => void;
}

const NOBODY = 'nobody';

export function PeopleTable({ people, onChange }: PeopleTableProps) {
  const t = useWords();
  const known = useMembers();
  const everybodyHere = useAnswer('GET /members', { query: {} }).data?.items;
  const everybody = (everybodyHere ?? [...known.values()]).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section className={styles.part}>
      <h2>{t('import.people')}</h2>
      <p className={styles.quiet}>{t('import.people_note')}</p>
      <ul className={styles.lines}>
        {people.map((person) => {
          const likely = person.candidate_ids.flatMap((id) => everybody.filter(({ value }) => value === id));
          const others = everybody.filter(({ value }) => !person.candidate_ids.includes(value));
          return (
            <li key={person.name} className={styles.line}>
              <div className={styles.lineText}>
                <strong>{person.name}</strong>
                <span className={styles.samples}>{t('import.person_tasks', { count: person.task_count })}</span>
              </div>
              {!person.is_certain && person.member_id !== null && <Badge tone="warn">{t('import.unsure')}</Badge>}
              <div className={styles.lineChoice}>
                <Select
                  label={person.name}
                  isLabelHidden
                  value={person.member_id ?? NOBODY}
                  choices={[{ value: NOBODY, label: t('import.nobody') }, ...likely, ...others]}
                  onChange={(id) => onChange(person.name, id === NOBODY ? null : id)}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
