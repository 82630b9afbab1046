import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Identifier } from '@/app/view/Identifier';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import type { Customer } from '../shapes';
import css from './Cards.module.css';
import { useRuleWords } from './rules';

/** What this customer agreed to and what not: the newest word for each purpose, with its proof. Nobody else's word counts here. */
export function ConsentList({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const words = useRuleWords();
  return (
    <Card span={4} as="aside" title={t('consents.title')} lead={t('consents.lead')} id="consents">
      {customer.consents.length === 0 ? <p className="note">{t('consents.none')}</p> : (
        <ul className={css.pairs}>
          {customer.consents.map(({ purpose, given, at, subject, kind, evidence }) => (
            <li key={`${purpose} ${subject}`}>
              <bdi>{words.purposes([purpose])}</bdi>
              <Tag tone={given ? 'accent' : 'worse'}><Icon name={given ? 'check' : 'x'} /> {given ? t('consents.given') : t('consents.refused')}</Tag>
              <small title={evidence}>{date(at, 'dayYear')}{t('comma')}<Identifier of={subject} />{t('comma')}{words.proof(kind)}</small>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
