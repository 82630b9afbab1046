import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import type { Naming } from '@/app/view/useNaming';
import type { Theme, ThemeSide, ThemeStrip } from './useThemes';

/** The two days of a side of time. */
export const daysIn = (name: string | null | undefined): { from: string; to: string } | null => {
  const [from, to] = (name ?? '').split('..');
  return from === undefined || to === undefined || !/^\d{4}-/.test(from) ? null : { from, to };
};

/** What a side and a theme are called. */
export function useSideWords(naming: Naming, catalogue: Catalogue | undefined) {
  const { t } = useTranslation('themes');
  const { span } = useFormat();
  return {
    side: (strip: ThemeStrip, side: ThemeSide): string => {
      if (side.name === null) return t('side.others');
      const days = strip.by === 'period' ? daysIn(side.name) : null;
      if (days !== null) return span(days.from, days.to);
      if (strip.by !== 'score' || strip.question === null) return naming.value(strip.by, side.name);
      const question = catalogue?.questions.find(({ id }) => id === strip.question);
      const range = naming.value(`s.${strip.question}`, side.name);
      return question?.metric === 'nps' && (side.name === '0..6' || side.name === '9..10') ? t(side.name === '0..6' ? 'side.detractors' : 'side.promoters', { range }) : t('side.answers', { range });
    },
    theme: ({ kind, id }: Pick<Theme, 'kind' | 'id'>): string => (kind === 'topic' ? naming.value('topic', id) : naming.value('detector', id)),
  };
}
