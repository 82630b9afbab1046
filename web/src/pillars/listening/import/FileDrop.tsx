import { type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import css from './FileDrop.module.css';

/** Takes one file, dropped or chosen. What it is, the server finds out from its bytes. */
export function FileDrop({ onFile, small = false }: { onFile: (file: File) => void; small?: boolean }) {
  const { t } = useTranslation('listening');
  const id = useId();
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    setSeveral((files?.length ?? 0) > 1);
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={css.drop}
      data-over={over || undefined}
      data-small={small || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="up" size={small ? 20 : 28} />
      <p>
        <label htmlFor={id}>{t('drop.choose')}</label> {t('drop.or')}
      </p>
      <input id={id} className="sr" type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.parquet,.xlsx,.eml,.mbox,.vtt,.srt,.xes,.gz" onChange={(event) => take(event.currentTarget.files)} />
      <p className="note">{several ? t('drop.one') : t('drop.kinds')}</p>
    </div>
  );
}
