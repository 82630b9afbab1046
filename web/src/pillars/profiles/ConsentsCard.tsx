import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { State } from '@/ui/states/State';
import css from './RegisterPage.module.css';
import { consentsQuery } from './useRegister';

/** How many said yes and no to each purpose; each with its proof, kept in a ledger that is only added to. */
export function ConsentsCard() {
  const { t } = useTranslation('register');
  const { count } = useFormat();
  const consents = useQuery(consentsQuery);
  if (consents.data === undefined) return null;
  return (
    <Card flush title={t('consents.title')} lead={t('consents.lead')} id="consents">
      {consents.data.purposes.length === 0 ? <State picture="nothingYet" level="h3" title={t('consents.none')} /> : (
        <ScrollBox className={css.scroll} label={t('consents.title')}>
          <table className="table">
            <caption className="sr">{t('consents.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('column.purpose')}</th>
                <th scope="col" className="n">{t('consents.given')}</th>
                <th scope="col" className="n">{t('consents.refused')}</th>
              </tr>
            </thead>
            <tbody>
              {consents.data.purposes.map(({ purpose, given, refused }) => (
                <tr key={purpose}>
                  <th scope="row"><bdi>{purpose}</bdi></th>
                  <td className="n">{count(Number(given))}</td>
                  <td className="n">{count(Number(refused))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
}
