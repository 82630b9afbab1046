import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import type { Customer, Relation } from '../shapes';
import { useEndRelation } from '../useCustomers';
import css from './Cards.module.css';
import { RelateDialog } from './RelateDialog';
import { roleOf, useRelationWords } from './relations';
import { WhyDialog } from './WhyDialog';

/** With whom this customer lives, for whom they act, to whom they belong; said by somebody, or worked out and marked so. */
export function RelationsCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Relation | null>(null);
  const end = useEndRelation();
  return (
    <Card span={4} as="aside" title={t('relations.title')} lead={t('relations.lead')} id="relations">
      <div className="stack">
        {customer.relations.length === 0 ? <p className="note">{t('relations.none')}</p> : (
          <ul className={css.pairs}>{customer.relations.map((relation) => <RelationLine key={relation.id} relation={relation} onEnd={() => setEnding(relation)} />)}</ul>
        )}
        <p><Button size="xs" onClick={() => setAdding(true)}>{t('relations.add')}</Button></p>
      </div>
      {adding ? <RelateDialog from={customer.id} onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <WhyDialog
          title={ending.inferred ? t('relations.notRelated') : t('relations.end')}
          deed={ending.inferred ? t('relations.notRelated') : t('relations.end')}
          error={end.error}
          pending={end.isPending}
          onDo={(why) => end.mutate({ id: ending.id, why }, { onSuccess: () => setEnding(null) })}
          onClose={() => setEnding(null)}
        >
          <p>{ending.inferred ? t('relations.notRelatedWhy') : t('relations.endWhy')}</p>
        </WhyDialog>
      )}
    </Card>
  );
}

function RelationLine({ relation, onEnd }: { relation: Relation; onEnd: () => void }) {
  const { t } = useTranslation('customers');
  const { date, percent } = useFormat();
  const words = useRelationWords();
  const { other, since, until, inferred, probability } = relation;
  return (
    <li>
      <span className="row wrap">
        <span>{words.type(roleOf(relation))}</span>
        <Link to="/customers/$key" params={{ key: other.id }}><bdi>{other.name ?? other.id}</bdi></Link>
        {inferred ? <Tag tone="predicted">{probability === null ? t('relations.inferred') : t('relations.inferredChance', { share: percent(probability) })}</Tag> : <Tag tone="line">{t('relations.stated')}</Tag>}
      </span>
      {until === null ? <Button size="xs" variant="subtle" onClick={onEnd}>{inferred ? t('relations.notRelated') : t('relations.end')}</Button> : <span />}
      {since === null && until === null && relation.evidence.length === 0 ? null : (
        <small>
          {[
            ...(since === null ? [] : [t('relations.since', { at: date(since, 'dayYear') })]),
            ...(until === null ? [] : [t('relations.until', { at: date(until, 'dayYear') })]),
            ...relation.evidence.map((code) => words.evidence(code)),
          ].join(t('comma'))}
        </small>
      )}
    </li>
  );
}
