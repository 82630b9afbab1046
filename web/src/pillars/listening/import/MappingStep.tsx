import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '@/api/client';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { ColumnTable } from './ColumnTable';
import { type Mapping, standing, unanswered, withField } from './mapping';
import css from './MappingStep.module.css';
import { PreviewPanel } from './PreviewPanel';
import { ProfileCard } from './ProfileCard';
import { QuestionGroup } from './QuestionGroup';
import { groupQuestions } from './questionGroups';

type MappingStepProps = { upload: string; onBack: () => void; onStarted: (id: string) => void };

const suggestionQuery = (upload: string, saved: string) => ({
  queryKey: ['suggestion', upload, saved],
  queryFn: () => answer(client.GET('/api/v1/uploads/{id}/suggestion', { params: { path: { id: upload }, query: saved === '' ? {} : { mapping: saved } } })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What the columns mean: suggested, asked about where only a person can know, and tried on the whole file while it changes. */
export function MappingStep({ upload, onBack, onStarted }: MappingStepProps) {
  const { t } = useTranslation('listening');
  const [saved, setSaved] = useState('');
  const suggestion = useQuery({ ...suggestionQuery(upload, saved), placeholderData: keepPreviousData });
  const [edited, setEdited] = useState<Mapping | null>(null);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [named, setName] = useState<string | null>(null);
  const name = named ?? suggestion.data?.source_name ?? '';
  const [source] = useDebouncedValue(name.trim(), 400);
  const [checks, setChecks] = useState<ReadonlySet<string>>(new Set());
  const [purpose, setPurpose] = useState(true);
  const mapping = edited ?? suggestion.data?.mapping;
  const [settled] = useDebouncedValue(mapping, 400);
  const preview = useQuery({
    queryKey: ['preview', upload, settled],
    queryFn: ({ signal }) => answer(client.POST('/api/v1/uploads/{id}/preview', { params: { path: { id: upload } }, body: { mapping: settled as Mapping }, signal })),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation({
    mutationFn: (body: { mapping: Mapping }) => answer(client.POST('/api/v1/imports', { body: { upload_id: upload, source_name: name, purpose: purpose ? 'improve_experience' : '', checks: [...checks], ...body } })),
    onSuccess: ({ id }) => onStarted(String(id)),
  });

  if (suggestion.isPending) return <Card><Loading shape="table" counting={t('wizard.looking')} /></Card>;
  if (suggestion.error !== null || mapping === undefined) return <Card><ProblemState error={suggestion.error} onRetry={() => void suggestion.refetch()} /></Card>;
  const { questions: asked, profile, saved: fitting, preset } = suggestion.data;
  const questions = standing(asked, mapping);
  const open = unanswered(questions, answers);
  const groups = groupQuestions(questions);
  return (
    <>
      <div className={css.work}>
        {questions.length === 0 ? null : (
          <Card title={t('ask.title', { count: groups.length })} lead={t('ask.lead')}>
            <div className={css.questions}>
              {groups.map((group) => (
                <QuestionGroup
                  key={group[0]?.id}
                  questions={group}
                  answers={answers}
                  onChoose={(chosen) => {
                    setAnswers({ ...answers, ...Object.fromEntries(chosen.map(({ question, choice }) => [question.id, choice.id])) });
                    setEdited(chosen.reduce((next, { choice }) => withField(next, choice.field), mapping));
                  }}
                />
              ))}
            </div>
          </Card>
        )}
        <Card flush title={t('columns.title')} lead={t('columns.lead')}>
          <ColumnTable mapping={mapping} profile={profile} onChange={setEdited} />
        </Card>
        <ProfileCard upload={upload} source={source} chosen={checks} onChoose={setChecks} />
      </div>
      <aside className={css.side}>
        <Card>
          <div className="stack">
            <TextInput label={t('wizard.sourceName')} description={t('wizard.sourceNameWhy')} value={name} required onChange={(event) => setName(event.currentTarget.value)} />
            {fitting.length === 0 ? null : (
              <NativeSelect
                label={t('wizard.saved')}
                value={saved}
                onChange={(event) => {
                  setSaved(event.currentTarget.value);
                  setEdited(null);
                  setAnswers({});
                }}
                data={[{ value: '', label: t('wizard.suggested') }, ...fitting.map((one) => ({ value: one.name, label: t('wizard.savedOne', { name: one.name, version: one.version }), disabled: !one.fits }))]}
              />
            )}
            {preset == null ? null : <p className="note">{t('wizard.preset', { name: preset.name, version: preset.version, title: preset.title })}</p>}
            <Checkbox label={t('wizard.purpose')} description={t('wizard.purposeWhy')} checked={purpose} onChange={(event) => setPurpose(event.currentTarget.checked)} />
          </div>
        </Card>
        <PreviewPanel
          preview={preview}
          stale={settled !== mapping || preview.isPlaceholderData}
          open={open.length}
          ready={name.trim() !== ''}
          starting={start.isPending}
          problem={start.error}
          onStart={() => start.mutate({ mapping })}
          onBack={onBack}
        />
      </aside>
    </>
  );
}
