import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import css from './Quality.module.css';
import { type Kind, versionsQuery } from './quality';

/** Earlier versions, to be taken back into the editor: saving one is the undo. */
export function Versions({ source, kind, now, onTake }: { source: string; kind: Kind; now: string; onTake: (text: string) => void }) {
  const { t } = useTranslation('quality');
  const { date } = useFormat();
  const versions = useQuery(versionsQuery(source, kind));
  const items = versions.data?.versions ?? [];
  if (items.length < 2) return null;
  return (
    <details className={css.more}>
      <summary>{t('versions.title', { count: items.length })}</summary>
      <ul className={css.lines}>
        {items.map((one) => (
          <li key={one.version}>
            <div>
              <span>{t('versions.one', { version: one.version, at: date(one.saved_at, 'dateTime') })}</span>
              <small>{one.by === null ? null : <bdi>{one.by}</bdi>} {t('versions.lines', { count: one.text.split('\n').filter((line) => line.trim() !== '').length })}</small>
            </div>
            {one.text === now ? <span className="note">{t('versions.now')}</span> : <Button size="xs" aria-label={t('versions.takeOf', { version: one.version })} onClick={() => onTake(one.text)}>{t('versions.take')}</Button>}
          </li>
        ))}
      </ul>
    </details>
  );
}
