import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import { Crumbs } from '@/ui/layout/Crumbs';
import { Head, Page } from '@/ui/layout/Page';
import { FileStep } from './FileStep';
import { ImportStep } from './ImportStep';
import { MappingStep } from './MappingStep';
import { Steps } from './Steps';

/** File → mapping and preview → import. Where one stands is in the address, so that a reload loses nothing. */
export function ImportPage() {
  const { t } = useTranslation('listening');
  const [search, change] = useSearchState();
  const running = one(search, 'import');
  const upload = one(search, 'upload');
  const at = running !== undefined ? 2 : upload !== undefined ? 1 : 0;
  return (
    <Page title={t('wizard.title')}>
      <Head
        crumbs={<Crumbs label={t('sources')}>{[<Link key="s" to="/sources">{t('sources')}</Link>, t('wizard.title')]}</Crumbs>}
        title={t('wizard.title')}
        lead={t('wizard.lead')}
        aside={<Steps at={at} />}
      />
      {running !== undefined ? (
        <ImportStep id={Number(running)} />
      ) : upload !== undefined ? (
        <MappingStep key={upload} upload={upload} onBack={() => change({ upload: undefined })} onStarted={(id) => change({ import: id, upload: undefined })} />
      ) : (
        <FileStep onUploaded={({ id }) => change({ upload: String(id) })} />
      )}
    </Page>
  );
}
