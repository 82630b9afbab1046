import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { edit, parseSearch, type Search } from '@/app/address/search';
import type { Estimate } from '@/ui/estimate/figure';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { useMeasure } from '@/ui/estimate/measure';
import { type Scale, scaleOver } from '@/ui/estimate/scale';
import { Tag } from '@/ui/layout/Tag';
import css from './Themes.module.css';
import type { Theme, ThemeStrip } from './useThemes';
import { Verdict } from './Verdict';

type ThemeTableProps = { strip: ThemeStrip; kind: 'rising' | 'apart'; title: string; sides: { a: string; b: string }; nameOf: (theme: Theme) => string; floor: number };

const firstShown = 8;

/** Every theme on one scale: its share on both sides, each a way to the words, and what may be said of the difference. */
export function ThemeTable({ strip, kind, title, sides, nameOf, floor }: ThemeTableProps) {
  const { t } = useTranslation('themes');
  const share = useMeasure('share', 1);
  const [all, setAll] = useState(false);
  const clear = strip.themes.filter(({ verdict }) => verdict === 'up' || verdict === 'down').length;
  const shown = all ? strip.themes : strip.themes.slice(0, Math.max(firstShown, clear));
  const scale = scaleOver(shown.flatMap(({ a, b }) => [a, b]).flatMap((one) => (one === null ? [] : [one])), { zero: true });
  const from: Scale = [0, scale[1]];
  const differences = scaleOver(shown.flatMap(({ difference }) => (difference === null ? [] : [difference])), { zero: true });
  return (
    <>
      <p className={css.legend}>
        <span data-side="a"><i aria-hidden /> <bdi>{sides.a}</bdi></span>
        <span data-side="b"><i aria-hidden /> <bdi>{sides.b}</bdi></span>
      </p>
      <table className={`table ${css.themes}`}>
        <caption className="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.theme')}</th>
            <th scope="col" className={css.shares}><IntervalHead title={t('table.share')} scale={from} write={share.level} /></th>
            <th scope="col" className={css.change}><IntervalHead title={t('table.difference')} scale={differences} write={share.change} /></th>
          </tr>
        </thead>
        <tbody>
          {shown.map((theme) => {
            const name = nameOf(theme);
            return (
              <tr key={`${theme.kind} ${theme.id}`}>
                <th scope="row">
                  <Link data-row to="." search={((before: Search) => edit(before, { theme: `${theme.kind}:${theme.id}` })) as never} resetScroll={false}><bdi>{name}</bdi></Link>
                  <span className={css.kind}>{t(theme.kind === 'topic' ? 'kind.topic' : 'kind.detector')} {theme.is_experimental ? <Tag tone="predicted">{t('experimental')}</Tag> : null}</span>
                </th>
                <td data-name={t('table.share')}>
                  <Side side="a" estimate={theme.a} texts={theme.texts_a} voices={theme.voices_a} scale={from} name={name} of={sides.a} />
                  <Side side="b" estimate={theme.b} texts={theme.texts_b} voices={theme.voices_b} scale={from} name={name} of={sides.b} />
                </td>
                <td data-name={t('table.difference')}>
                  {theme.difference === null ? null : <IntervalCell estimate={theme.difference} scale={differences} kind={theme.verdict === 'no_clear_change' ? 'none' : 'observed'} zero write={share.change} />}
                  <Verdict theme={theme} kind={kind} measure={share} floor={floor} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {strip.themes.length > firstShown && strip.themes.length > clear ? (
        <p className={css.foot}><Button size="xs" onClick={() => setAll(!all)}>{all ? t('table.fewer') : t('table.all', { n: strip.themes.length })}</Button></p>
      ) : null}
    </>
  );
}

type SideProps = { side: 'a' | 'b'; estimate: Estimate | null; texts: number; voices: string | null; scale: Scale; name: string; of: string };

/** The share on one side; the whole bar leads to its texts, where an address can say which they are. */
function Side({ side, estimate, texts, voices, scale, name, of }: SideProps) {
  const { t } = useTranslation('themes');
  const share = useMeasure('share', 1);
  if (estimate === null) return null;
  const bar = <IntervalCell estimate={estimate} scale={scale} kind={side === 'a' ? 'observed' : 'none'} write={share.level} />;
  if (voices === null || texts === 0) return <span className={css.side} data-side={side}>{bar}</span>;
  const spoken = t('table.read', { theme: name, side: of, n: texts });
  return <Link className={css.side} data-side={side} to="/voices" search={parseSearch(voices) as never} title={spoken}><span className="sr">{spoken}</span> {bar}</Link>;
}
