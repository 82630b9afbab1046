import { useTranslation } from 'react-i18next';
import css from './ChangeStrip.module.css';
import { type Estimate, type Good, verdictOf } from './figure';

type ChangeStripProps = {
  /** One change for each place looked at, in the order to draw. */
  changes: readonly { label: string; change: Estimate }[];
  good?: Good;
  /** How many had too few answers to be looked at. */
  tooFew?: number;
  /** Names the kind of place, counted: "39 touchpoints". */
  places: string;
};

const width = 760;
const height = 84;

/** One interval for each place: shows how much was looked at, not only what was found. */
export function ChangeStrip({ changes, good = 'up', tooFew = 0, places }: ChangeStripProps) {
  const { t } = useTranslation('ui');
  const reach = Math.max(...changes.flatMap(({ change }) => [Math.abs(change.low), Math.abs(change.high)]), 1e-9);
  const y = (value: number) => height / 2 - (value / reach) * (height / 2 - 6);
  const x = (i: number) => 8 + (changes.length < 2 ? 0.5 : i / (changes.length - 1)) * (width - 16);
  const fell = changes.filter(({ change }) => verdictOf(change, 'up') === 'worse').length;
  const rose = changes.filter(({ change }) => verdictOf(change, 'up') === 'better').length;
  const parts = [
    t('strip.fell', { count: fell }),
    t('strip.rose', { count: rose }),
    t('strip.unclear', { count: changes.length - fell - rose }),
    ...(tooFew > 0 ? [t('strip.tooFew', { count: tooFew })] : []),
  ];
  const words = t('strip.sentence', { places, parts: parts.join(t('comma')) });
  return (
    <figure className={css.strip}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        <line x1={0} x2={width} y1={height / 2} y2={height / 2} className={css.axis} />
        {changes.map(({ label, change }, i) => {
          const verdict = verdictOf(change, good);
          return (
            <g key={label} data-verdict={verdict}>
              <title>{label}</title>
              <line x1={x(i)} x2={x(i)} y1={y(change.high)} y2={y(change.low)} className={css.band} />
              <circle cx={x(i)} cy={y(change.value)} r={verdict === 'none' ? 3 : 5} className={css.dot} />
            </g>
          );
        })}
      </svg>
      <figcaption className="note">{words}</figcaption>
    </figure>
  );
}
