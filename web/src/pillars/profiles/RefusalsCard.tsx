import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { State } from '@/ui/states/State';
import { Ago } from '@/ui/time/Ago';
import css from './RegisterPage.module.css';
import type { Register } from './useRegister';

const uses = ['pulse', 'priorities', 'voices', 'detections', 'metrics', 'records', 'customers', 'silence', 'export', 'access'] as const;

/** Uses that were turned away: counted, and by what they asked for. */
export function RefusalsCard({ register }: { register: Register }) {
  const { t } = useTranslation('register');
  const { count } = useFormat();
  const words = (use: string) => {
    const known = uses.find((one) => one === use);
    return known === undefined ? use : t(`use.${known}`);
  };
  return (
    <Card flush title={t('refusals.title')} lead={t('refusals.lead', { count: Number(register.refused) })} id="refusals">
      {register.refusals.length === 0 ? <State picture="allDone" level="h3" title={t('refusals.none')} /> : (
        <ScrollBox className={css.scroll} label={t('refusals.title')}>
          <table className="table">
            <caption className="sr">{t('refusals.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('refusals.use')}</th>
                <th scope="col">{t('column.element')}</th>
                <th scope="col" className="n">{t('refusals.count')}</th>
                <th scope="col">{t('refusals.last')}</th>
              </tr>
            </thead>
            <tbody>
              {register.refusals.map((one) => (
                <tr key={`${one.use} ${one.source_id} ${one.kind} ${one.name} ${one.purpose}`}>
                  <th scope="row">{words(one.use)}</th>
                  <td><span className={css.name}><span><bdi>{one.name}</bdi></span><small>{one.source === null ? t('refusals.gone') : <bdi>{one.source}</bdi>}</small></span></td>
                  <td className="n">{count(Number(one.count))}</td>
                  <td className="sm nowrap"><Ago at={one.last} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
}
