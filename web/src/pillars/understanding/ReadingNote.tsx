import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useReading } from './detections';
import css from './ReadingNote.module.css';

/** Says how far the words have been read where that is behind what was heard: what the words say is not all told yet. */
export function ReadingNote() {
  const { t } = useTranslation('voices');
  const { data } = useReading();
  if (data === undefined || (data.is_allowed && data.behind === 0)) return null;
  return (
    <p className={css.note} role="status">
      {data.is_allowed ? t('reading.behind', { upTo: data.read_up_to, n: data.behind }) : t('reading.off')}
      {data.is_allowed && data.state === 'paused' ? <> {t('reading.paused')}</> : null}{' '}
      <Link to="/detectors">{t('reading.open')}</Link>
    </p>
  );
}
