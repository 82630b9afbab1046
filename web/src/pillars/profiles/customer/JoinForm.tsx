import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOf } from '@/app/view/Identifier';
import { Icon } from '@/ui/icons/Icon';
import { ProblemState } from '@/ui/states/ProblemState';
import { policiesQuery } from '../identity/useIdentity';
import { SideBySide } from '../links/SideBySide';
import { useEvidenceWords } from '../links/useEvidenceWords';
import { useLink } from '../links/useLink';
import { Waterfall } from '../links/Waterfall';
import type { Customer, Undone } from '../shapes';
import { useJoin } from '../useCustomers';
import { calledOf } from './CustomerHead';
import { contradictions } from './contradictions';
import css from './JoinDialog.module.css';

/** What a join by hand led to, by which it is taken back. */
export type Joined = Undone;

const valuesOf = ({ identifiers, values }: Customer) => [
  ...values.filter(({ by, kind }) => by === 'attribute' && kind === 'identity').map(({ name, value }) => ({ field: name, value })),
  ...identifiers.map(({ identifier }) => ({ field: partsOf(identifier).kind, value: partsOf(identifier).value })),
  ...values.filter(({ by, kind }) => by === 'attribute' && kind === 'descriptive').map(({ name, value }) => ({ field: name, value })),
];
const loudest = ({ records }: Customer) => records.toSorted((a, b) => b.signals - a.signals || a.id - b.id)[0]?.id;

/** Two customers side by side: what contradicts first, then every value, then what the model thinks of it; nothing is joined before it is said. */
export function JoinForm({ left, right, onDone, onClose }: { left: Customer; right: Customer; onDone: (joined: Joined) => void; onClose: () => void }) {
  const { t } = useTranslation(['customers', 'identity']);
  const words = useEvidenceWords();
  const policies = useQuery(policiesQuery);
  const link = useLink(left.id, loudest(left), loudest(right));
  const join = useJoin();
  const [why, setWhy] = useState('');
  const against = contradictions(left, right, policies.data?.policies ?? []);
  const objections = link.data?.objections ?? [];
  const head = (one: Customer) => <><bdi>{calledOf(one)}</bdi> <small className="muted"><bdi className="ltr">{one.id}</bdi></small></>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate({ profiles: [left.id, right.id], why: why.trim() }, { onSuccess: onDone });
      }}
    >
      {against.length + objections.length === 0 ? null : (
        <div role="alert" className={css.warning}>
          <h3 className="h3"><Icon name="warn" /> {t('together.against')}</h3>
          <ul>
            {against.map(({ what, name, left: a, right: b }) => <li key={`${what} ${name}`}>{t(`together.contradiction.${what}`, { name: words.field(name), left: `\u2068${a}\u2069`, right: `\u2068${b}\u2069` })}</li>)}
            {objections.map((code) => <li key={code}>{words.objection(code)}</li>)}
          </ul>
        </div>
      )}
      <SideBySide label={t('identity:sides.label')} left={{ head: head(left), values: valuesOf(left) }} right={{ head: head(right), values: valuesOf(right) }} />
      {link.data === undefined ? null : (
        <details>
          <summary>{t('together.evidence')}</summary>
          <Waterfall link={link.data} label={t('identity:waterfall.label', { left: calledOf(left), right: calledOf(right) })} />
        </details>
      )}
      <TextInput label={t('why.label')} description={t('why.kept')} dir="auto" maxLength={1000} value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
      <p className="note">{t('together.after')}</p>
      {join.error === null ? null : <ProblemState error={join.error} level="h3" />}
      <div className="row wrap">
        <Button type="submit" variant="filled" loading={join.isPending}>{t(against.length === 0 ? 'together.do' : 'together.doAgainst')}</Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
