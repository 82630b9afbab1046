import type { ReactNode } from 'react';
import css from './WhyPanel.module.css';

/** Why this, why now, why not the other: beside every output of a model and every action. */
export function WhyPanel({ reasons }: { reasons: readonly { name: ReactNode; words: ReactNode }[] }) {
  return (
    <ul className={css.why}>
      {reasons.map(({ name, words }, i) => <li key={i}><b>{name}</b> {words}</li>)}
    </ul>
  );
}
