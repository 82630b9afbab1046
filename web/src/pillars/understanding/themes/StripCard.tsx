import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import type { Naming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { State } from '@/ui/states/State';
import { MethodLink } from '@/ui/why/MethodLink';
import css from './Themes.module.css';
import { ThemeTable } from './ThemeTable';
import { TooFew } from './TooFew';
import { useSideWords } from './useSideWords';
import type { ThemeStrip } from './useThemes';

type StripCardProps = { kind: 'rising' | 'apart'; strip: ThemeStrip; floor: number; naming: Naming; catalogue: Catalogue | undefined; children?: ReactNode };

/** One list of comparisons: who is compared, what was found, what was looked at, and what that costs. */
export function StripCard({ kind, strip, floor, naming, catalogue, children }: StripCardProps) {
  const { t } = useTranslation('themes');
  const { percent } = useFormat();
  const words = useSideWords(naming, catalogue);
  const sides = { a: strip.a === null ? '' : words.side(strip, strip.a), b: strip.b === null ? '' : words.side(strip, strip.b) };
  const title = t(`list.title.${kind}`);
  const found = (verdict: 'up' | 'down') => strip.themes.filter((theme) => theme.verdict === verdict).length;
  return (
    <Card flush className={css.strip} label={title} title={title} lead={strip.a === null || strip.b === null ? t(`list.lead.${kind}`) : t('sides', { a: sides.a, na: strip.a.texts, b: sides.b, nb: strip.b.texts })}>
      {children}
      {strip.shortfall !== null ? (
        strip.shortfall.code === 'not_enough_texts' ? (
          <TooFew have={strip.shortfall.have ?? 0} need={strip.shortfall.need ?? floor} level="h3">{t('empty.texts', { need: strip.shortfall.need ?? floor })}</TooFew>
        ) : (
          <State picture="notEnough" level="h3" title={strip.shortfall.code === 'no_time' ? t('empty.time') : t('empty.compare')}>{strip.shortfall.code === 'no_time' ? t('empty.timeWhy') : t('empty.compareWhy')}</State>
        )
      ) : strip.themes.length === 0 ? (
        <State picture="notEnough" level="h3" title={t('empty.themes')}>{t('empty.themesWhy')}</State>
      ) : (
        <>
          <p className={css.found}>{t(`list.found.${kind}`, { compared: strip.compared, up: found('up'), down: found('down') })}</p>
          <ThemeTable strip={strip} kind={kind} title={title} sides={sides} nameOf={words.theme} floor={floor} />
          <p className={`note ${css.many}`}>{t('many', { n: strip.compared, level: percent(strip.level ?? 0.95, 1) })} <MethodLink name="themes" /></p>
        </>
      )}
    </Card>
  );
}
