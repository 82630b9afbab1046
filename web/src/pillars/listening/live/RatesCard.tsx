import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Sparkline } from '@/ui/charts/Sparkline';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Live.module.css';
import { ratesQuery } from './useLive';

/** The last hour, minute by minute: a line beside the written numbers. */
export function RatesCard({ source }: { source: string }) {
  const { t } = useTranslation('collect');
  const { count } = useFormat();
  const rates = useQuery(ratesQuery(source));
  const minutes = rates.data?.minutes ?? [];
  const sum = (of: 'stored' | 'quarantined', last: number) => minutes.slice(-last).reduce((all, one) => all + one[of], 0);
  return (
    <Card title={t('source.rates')} lead={t('source.ratesLead')}>
      {rates.isPending ? <Loading shape="lines" /> : null}
      {rates.error === null ? null : <ProblemState error={rates.error} level="h3" onRetry={() => void rates.refetch()} />}
      {minutes.length === 0 ? null : (
        <dl className={css.rates}>
          {(['stored', 'quarantined'] as const).map((of) => (
            <div key={of}>
              <dt>{t(`stage.${of}`)}</dt>
              <dd><b>{count(sum(of, 60))}</b> <span className="note">{t('source.lastMinutes', { n: sum(of, 5) })}</span></dd>
              <Sparkline values={minutes.map((minute) => minute[of])} width={220} height={32} />
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
