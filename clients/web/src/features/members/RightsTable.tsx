/** The rights of each role in one readable table. */

import { Check, Minus } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import styles from './members.module.css';

type Right = 'yes' | 'ask' | 'no';

const ROWS = [
  { word: 'members.right_view', rights: ['yes', 'yes', 'yes'] },
  { word: 'members.right_report', rights: ['yes', 'yes', 'no'] },
  { word: 'members.right_plan', rights: ['yes', 'ask', 'no'] },
  { word: 'members.right_members', rights: ['yes', 'no', 'no'] },
  { word: 'members.right_send', rights: ['yes', 'no', 'no'] },
] as const;

export function RightsTable() {
  const t = useWords();
  return (
    <section className={styles.matrix}>
      <h2 className={styles.matrixTitle}>{t('members.rights')}</h2>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('role.manager')}</th>
            <th scope="col">{t('role.member')}</th>
            <th scope="col">{t('role.viewer')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ word, rights }) => (
            <tr key={word}>
              <th scope="row">{t(word)}</th>
              {rights.map((right, index) => (
                <td key={index}>
                  <Mark right={right} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Mark({ right }: { readonly right: Right }) {
  const t = useWords();
  if (right === 'ask') return <span>{t('members.ask')}</span>;
  const isAllowed = right === 'yes';
  return (
    <span className={isAllowed ? styles.yes : styles.no}>
      {isAllowed ? <Check aria-hidden="true" /> : <Minus aria-hidden="true" />}
      <span className="visually-hidden">{isAllowed ? t('members.can') : t('members.cannot')}</span>
    </span>
  );
}
