import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { read } from '@/api/read';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import css from './AspectsTold.module.css';

const marks = { positive: '+', negative: '−', unclear: '±', not_assessed: '·' } as const;

const useAspects = (id: string) => useQuery({ queryKey: ['aspects', id], queryFn: ({ signal }) => read('/api/v1/signals/{id}/aspects', { params: { id }, signal }), retry: false });

/** What the words say of each thing, with the clause in which it stands. Silent where they speak of no topic. */
export function AspectsTold({ id, text, language }: { id: string; text: string; language: string | null }) {
  const { t } = useTranslation('voices');
  const { data } = useAspects(id);
  if (data === undefined || (data.aspects.length === 0 && data.left_out.length === 0)) return null;
  return (
    <div>
      <h3>{t('aspects.title')}</h3>
      <ul className={css.aspects}>
        {data.aspects.map(({ topic, aspect, polarity, aspect_span, opinion_span, clause_span: { start, end } }) => (
          <li key={`${topic} ${start}`}>
            <p className={css.said} data-polarity={polarity}><i aria-hidden>{marks[polarity]}</i><b><bdi>{aspect}</bdi></b> <span>{t(`aspects.${polarity}`)}</span></p>
            <div className={css.clause}>
              <EvidenceText text={text.slice(start, end)} language={language === 'und' ? null : language} spans={[aspect_span, ...(opinion_span === null ? [] : [opinion_span])].map((span) => ({ start: span.start - start, end: span.end - start }))} />
            </div>
          </li>
        ))}
      </ul>
      <LeftOutNote leftOut={data.left_out} />
    </div>
  );
}
