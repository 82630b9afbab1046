import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useNaming } from '@/app/view/useNaming';
import css from './DetectorsPage.module.css';
import type { PlugIn } from './usePlugIn';
import { usePlugInWords } from './usePlugInWords';

/** What left the machine in thirty days, what it cost, and what came back: counts, never a word. */
export function PlugInLedger({ plugIn }: { plugIn: PlugIn }) {
  const { t } = useTranslation('plugIn');
  const { count, number } = useFormat();
  const naming = useNaming(undefined);
  const words = usePlugInWords();
  const { ledger } = plugIn;
  const costs = Object.entries(ledger.cost).map(([currency, value]) => `${number(value, 4)} ${currency}`).join(', ');
  const pairs: [string, string][] = [
    [t('ledger.texts'), count(ledger.texts)], [t('ledger.answered'), count(ledger.answered)], [t('ledger.requests'), count(ledger.requests)], [t('ledger.characters'), count(ledger.characters)],
    [t('ledger.tokensIn'), count(ledger.tokens_in)], [t('ledger.tokensOut'), count(ledger.tokens_out)], [t('ledger.cost'), costs === '' ? t('ledger.noPrice') : costs],
    [t('ledger.p50'), told(plugIn.latency_p50)], [t('ledger.p95'), told(plugIn.latency_p95)], [t('ledger.dropped'), count(ledger.dropped_spans)], [t('ledger.noEvidence'), count(ledger.no_evidence)],
  ];
  function told(latency: PlugIn['latency_p50']): string {
    return latency === null ? t('ledger.tooFew') : t('ledger.latency', { value: latency.value / 1000, low: latency.low / 1000, high: latency.high / 1000, n: latency.n });
  }
  const share = (one: { value: number; low: number; high: number } | null) => (one === null ? t('ledger.notMeasured') : t('ledger.share', { value: one.value, low: one.low, high: one.high }));
  return (
    <div className={css.open}>
      <p className="note">{t('ledger.why')}</p>
      <Pairs pairs={pairs} />
      <Counts title={t('ledger.failures')} counts={ledger.failures} name={words.failure} />
      <Counts title={t('ledger.notSent')} counts={ledger.not_sent} name={words.reason} />
      <Counts title={t('ledger.redacted')} counts={ledger.redacted} name={words.kind} />
      {plugIn.detectors.map((one) => (
        <section key={one.id}>
          <h4>{naming.value('detector', one.id)}</h4>
          <Pairs pairs={[[t('ledger.read'), count(one.read)], [t('ledger.present'), count(one.present)], [t('ledger.differs'), count(one.differs)], [t('ledger.labelled'), count(one.card.n)], [t('ledger.precision'), share(one.card.precision)], [t('ledger.recall'), share(one.card.recall)]]} />
          {one.card.is_experimental ? <p className="note">{t('ledger.experimental')}</p> : null}
        </section>
      ))}
    </div>
  );
}

function Pairs({ pairs }: { pairs: readonly [string, string][] }) {
  return <dl className={css.pairs}>{pairs.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

/** Counts by kind; nothing where there are none. */
function Counts({ title, counts, name }: { title: string; counts: Record<string, number>; name: (code: string) => string }) {
  const { count } = useFormat();
  const all = Object.entries(counts);
  return all.length === 0 ? null : <section><h4>{title}</h4><Pairs pairs={all.map(([code, n]) => [name(code), count(n)])} /></section>;
}
