import { useTranslation } from 'react-i18next';
import type { Served } from '@/api/read';
import { useFormat } from '@/app/i18n/useFormat';
import css from './FormulaInputs.module.css';
import { useMeasures } from './useMeasures';

export type Explanation = Served['MetricExplanation'];

/** What went into the formula, as the equation it is. */
export function FormulaInputs({ data: { question, inputs, figure } }: { data: Explanation }) {
  const { t } = useTranslation('view');
  const { count, percent, number } = useFormat();
  const measure = useMeasures()(question);
  const n = inputs['n'] ?? 0;
  if (n === 0 || figure.estimate == null) return null;
  const share = (name: string) => percent((inputs[name] ?? 0) / n, 1);
  const result = measure.end(figure.estimate.value);
  const terms =
    question.metric === 'nps'
      ? [
          { sign: '', name: t('inputs.promoters'), value: share('promoters'), n: inputs['promoters'] },
          { sign: '\u2212', name: t('inputs.detractors'), value: share('detractors'), n: inputs['detractors'] },
        ]
      : question.metric === 'csat' || question.metric === 'share'
        ? [
            { sign: '', name: question.metric === 'csat' ? t('inputs.hits') : t('inputs.yes'), value: count(inputs['hits'] ?? 0), n: undefined },
            { sign: '/', name: t('inputs.answers'), value: count(n), n: undefined },
          ]
        : [];
  if (terms.length === 0) {
    return <p className="note">{t('inputs.spread', { mean: number(inputs['mean'] ?? 0, 2), deviation: number(inputs['deviation'] ?? 0, 2), n: count(n) })}</p>;
  }
  return (
    <div className={css.equation}>
      {terms.map(({ sign, name, value, n: each }) => (
        <div key={name} className={css.term}>
          {sign === '' ? null : <span aria-hidden>{sign}</span>}
          <p><small>{name}</small><b className="num">{value}</b>{each === undefined ? null : <small>{count(each)}</small>}</p>
        </div>
      ))}
      <div className={css.term}><span aria-hidden>=</span><p><small>{t('inputs.result')}</small><b className="num">{result}</b></p></div>
      {question.metric === 'nps' ? <p className="note">{t('inputs.passives', { count: inputs['passives'] ?? 0 })}</p> : null}
    </div>
  );
}
