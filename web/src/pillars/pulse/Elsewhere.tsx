import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit } from '@/app/address/search';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { Change } from '@/ui/estimate/Change';
import { Card } from '@/ui/layout/Card';
import type { PulsePart } from './parts';

/** The other sources over the same days: what moved need not be where one looks. Every row opens that source. */
export function Elsewhere({ pulse, naming }: PulsePart) {
  const { t } = useTranslation(['pulse', 'ui']);
  const measures = useMeasures();
  if (pulse.elsewhere.length === 0) return null;
  return (
    <Card span={12} flush title={t('elsewhere.title')} lead={t('elsewhere.lead')}>
      <table className="table">
        <caption className="sr">{t('elsewhere.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('elsewhere.source')}</th>
            <th scope="col">{t('elsewhere.score')}</th>
            <th scope="col">{t('elsewhere.change')}</th>
            <th scope="col">{t('elsewhere.group')}</th>
          </tr>
        </thead>
        <tbody>
          {pulse.elsewhere.map(({ source, score, by, looked_at: lookedAt, headline }) => {
            const measure = measures(score.question);
            const good = goodOf(score.question);
            const days = edit({}, { source: String(source.id), question: String(score.question.id), from: pulse.period?.from, to: pulse.period?.to, against_from: pulse.against?.from, against_to: pulse.against?.to });
            const { estimate } = score.now;
            return (
              <tr key={source.id}>
                <th scope="row"><Link to="/pulse" search={days as never}><bdi>{source.name}</bdi></Link></th>
                <td>
                  <bdi>{naming.score(score.question)}</bdi>{' '}
                  {estimate === null ? <span className="muted sm">{t('elsewhere.few')}</span> : <span className="nowrap"><b className="num">{measure.level(estimate.value)}</b> <span className="muted sm">({t('ui:estimate.to', { low: measure.level(estimate.low), high: measure.level(estimate.high) })})</span></span>}
                </td>
                <td>{score.change === null ? null : <Change change={score.change} measure={measure} good={good} />}</td>
                <td>
                  {headline.group === null || by === null ? <span className="muted sm">{lookedAt === 0 ? t('elsewhere.few') : t('elsewhere.none')}</span> : (
                    <>
                      <Link to="/pulse" search={edit(days, { [by]: headline.group.value }) as never}><bdi>{naming.value(by, headline.group.value)}</bdi></Link>{' '}
                      <Change change={headline.group.change} measure={measure} good={good} />
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
