import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Provenance } from '@/ui/why/Provenance';
import type { Customer, KnownValue } from '../shapes';
import { CorrectDialog } from './CorrectDialog';
import css from './HeldValues.module.css';
import { useRuleWords } from './rules';
import { useAttributeWords } from './useAttributeWords';

const kinds = ['identity', 'descriptive', 'attitudinal', 'behavioural'] as const;

/** What we hold: every value with its source, on a click why this one won, and the way to correct it. */
export function HeldValues({ customer, naming }: { customer: Customer; naming: Naming }) {
  const { t } = useTranslation('customers');
  const [correcting, setCorrecting] = useState<KnownValue | null>(null);
  const parts = kinds.map((kind) => ({ kind, values: customer.values.filter((value) => value.kind === kind) })).filter(({ values }) => values.length > 0);
  return (
    <Card span={4} as="aside" title={t('held.title')} lead={t('held.lead')}>
      {parts.length === 0 ? <p className="note">{t('held.none')}</p> : null}
      {parts.map(({ kind, values }) => (
        <section key={kind} className={css.part}>
          <h3>{t(`held.kind.${kind}`)}</h3>
          <dl>{values.map((value) => <Held key={`${value.by} ${value.name} ${value.source}`} value={value} naming={naming} onCorrect={() => setCorrecting(value)} />)}</dl>
        </section>
      ))}
      {correcting === null ? null : <CorrectDialog profile={customer.id} value={correcting} naming={naming} onClose={() => setCorrecting(null)} />}
    </Card>
  );
}

function Held({ value: { by, name, value, source, at, pinned, purposes, why }, naming, onCorrect }: { value: KnownValue; naming: Naming; onCorrect: () => void }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const words = useRuleWords();
  const field = useAttributeWords();
  const shown = (raw: string) => (name === 'language' ? naming.languageName(raw) : raw);
  return (
    <div>
      <dt title={by === 'attribute' ? name : undefined}><bdi>{by === 'answer' ? name : by === 'count' ? naming.spaced(naming.kind(name)) : (field(name) ?? naming.spaced(name))}</bdi></dt>
      <dd>
        {why === null ? <b className={css.plain}>{by === 'count' ? t('held.times', { count: Number(value) }) : <bdi>{value}</bdi>}</b> : (
          <span className="row wrap">
            <Provenance
              value={shown(value)}
              rule={<>{t('held.rule', { rule: words.rule(why.rule) })} {purposes.length === 0 ? null : t('held.purposes', { names: words.purposes(purposes) })}</>}
              candidates={why.candidates.map((one) => ({
                value: shown(one.value),
                source: <bdi>{one.source}</bdi>,
                since: <>{one.standard === null ? null : <><bdi dir="ltr">{one.standard}</bdi> {one.country}{t('comma')}</>}{date(one.at, 'dayYear')}{t('comma')}{words.reason(one.reason)}</>,
                standing: one.verdict === 'kept' ? 'kept' : one.verdict === 'agrees' ? 'agrees' : 'disagrees',
              }))}
              correct={t('held.correct')}
              onCorrect={onCorrect}
            />
            {pinned ? <Tag tone="line"><Icon name="lock" /> {t('held.pinned')}</Tag> : null}
          </span>
        )}
        <span className="xs muted"><bdi>{source}</bdi>{t('comma')}{date(at, 'dayYear')}</span>
      </dd>
    </div>
  );
}
