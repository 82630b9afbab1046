import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { place, ticks } from '@/ui/estimate/scale';
import { SharedScale } from '@/ui/estimate/SharedScale';
import type { EvidencePart, Link } from '../shapes';
import { oddsOf, scaleOf, type Step, stepsOf } from './steps';
import { useEvidenceWords } from './useEvidenceWords';
import css from './Waterfall.module.css';

/** Bits for and against, from what was so before looking down to their sum; the rows are the table, the marks stand beside their numbers. Signed numbers keep their direction in every script. */
export function Waterfall({ link, label }: { link: Pick<Link, 'prior' | 'parts' | 'weight' | 'probability'>; label: string }) {
  const { t } = useTranslation('identity');
  const { signed, compact } = useFormat();
  const words = useEvidenceWords();
  // What one side lacks says nothing; it stands in one line.
  const told = link.parts.filter(({ level, bits }) => level !== 'missing' || bits !== 0);
  const missing = link.parts.filter((part) => !told.includes(part));
  const steps = stepsOf(link.prior, told.map(({ bits }) => bits));
  const scale = scaleOf(steps);
  const write = (value: number) => signed(value, 0);
  const mark = (step: Step, way: 'before' | 'for' | 'against') => (
    <span className={css.track} aria-hidden>
      <u style={{ insetInlineStart: `${place(0, scale)}%` }} />
      <i data-way={way} style={{ insetInlineStart: `${place(Math.min(step.from, step.to), scale)}%`, inlineSize: `${Math.abs(place(step.to, scale) - place(step.from, scale))}%` }} />
      <s style={{ insetInlineStart: `${place(step.to, scale)}%` }} />
    </span>
  );
  return (
    <table className={css.bits}>
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('waterfall.evidence')}</th>
          <td aria-hidden><SharedScale scale={scale} write={write} at={ticks(scale, 4, write)} /></td>
          <th scope="col" className="n">{t('waterfall.bits')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('waterfall.before')}<small>{t('waterfall.beforeWhy', { n: compact(Math.round(oddsOf(link.prior))) })}</small></th>
          <td>{mark(steps[0] ?? { from: 0, to: 0 }, 'before')}</td>
          <td>{signed(link.prior, 1)}</td>
        </tr>
        {told.map((part, i) => {
          const step = steps[i + 1] ?? { from: 0, to: 0 };
          return (
            <tr key={`${part.field} ${i}`}>
              <th scope="row"><PartWords part={part} /></th>
              <td>{part.bits === 0 ? <span className={css.track} aria-hidden><u style={{ insetInlineStart: `${place(0, scale)}%` }} /><s style={{ insetInlineStart: `${place(step.to, scale)}%`, insetBlockStart: 0 }} /></span> : mark(step, part.bits > 0 ? 'for' : 'against')}</td>
              <td data-quiet={part.bits === 0 || undefined}>{signed(part.bits, 1)}</td>
            </tr>
          );
        })}
        {missing.length === 0 ? null : (
          <tr>
            <th scope="row" className={css.missing} colSpan={2}>{t('waterfall.missing')}<small>{missing.map(({ field }) => words.field(field)).join(t('join'))}</small></th>
            <td data-quiet>{signed(0, 1)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('waterfall.together')}<small><Chance probability={link.probability} /></small></th>
          <td><span className={css.track} aria-hidden><u style={{ insetInlineStart: `${place(0, scale)}%` }} /><b style={{ insetInlineStart: `${place(link.weight, scale)}%` }} /></span></td>
          <td>{signed(link.weight, 1)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function PartWords({ part: { field, level, left, right, share_of_people } }: { part: EvidencePart }) {
  const { t } = useTranslation('identity');
  const words = useEvidenceWords();
  const values = [left, right].filter((value) => value !== null);
  const shown = values.length === 2 && values[0] === values[1] ? values.slice(1) : values;
  return (
    <>
      {t('waterfall.part', { field: words.field(field), level: words.level(level) })}
      <small>
        {shown.map((value, i) => <span key={i}>{i === 0 ? null : t('join')}<bdi>{value}</bdi></span>)}
        {share_of_people === null || share_of_people <= 0 || level === 'missing' || level === 'different' ? null : <>{shown.length === 0 ? null : t('join')}{words.rarity(share_of_people)}</>}
      </small>
    </>
  );
}

/** A probability with as many digits as it has; certainty is never claimed. */
export function Chance({ probability }: { probability: number }) {
  const { t } = useTranslation('identity');
  const { percent } = useFormat();
  const most = 0.9999;
  if (probability > most) return <>{t('waterfall.above', { share: percent(most, 2) })}</>;
  if (probability < 1 - most) return <>{t('waterfall.below', { share: percent(1 - most, 2) })}</>;
  return <>{t('waterfall.chance', { share: percent(probability, probability > 0.99 || probability < 0.01 ? 2 : 0) })}</>;
}
