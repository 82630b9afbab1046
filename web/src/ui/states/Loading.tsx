import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Loading.module.css';

type LoadingProps = {
  /** The final shape, so that nothing jumps; else a few lines. */
  shape?: 'lines' | 'card' | 'table' | 'chart';
  /** What is being worked out, said after three seconds. */
  counting?: ReactNode;
};

/** Nothing before 150 ms; then the shape of what comes; after three seconds the words of what is counted. */
export function Loading({ shape = 'lines', counting }: LoadingProps) {
  const { t } = useTranslation('ui');
  const [stage, setStage] = useState<'none' | 'shape' | 'words'>('none');
  useEffect(() => {
    const timers = [setTimeout(() => setStage('shape'), 150), setTimeout(() => setStage('words'), 3000)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div className={css.loading} data-shape={shape} data-stage={stage} role="status">
      {stage === 'none' ? null : <span className="sr">{t('state.loading')}</span>}
      <div className={css.shape} aria-hidden>
        {Array.from({ length: shape === 'table' ? 7 : shape === 'chart' ? 1 : 5 }, (_, i) => <i key={i} />)}
      </div>
      {stage === 'words' ? <p className="note">{counting ?? t('state.stillLoading')}</p> : null}
    </div>
  );
}
