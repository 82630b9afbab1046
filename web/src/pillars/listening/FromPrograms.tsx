import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';
import { giveKey } from './live/givenKey';
import { useKeysOf } from './live/useLive';
import { sourcesQuery } from './queries';
import css from './SourcesPage.module.css';

const fits = /^[a-z0-9-]{1,64}$/; // as the server has it

/** The second way to a source: a name and its first key, then to its page, which shows the key once. */
export function FromPrograms() {
  const { t } = useTranslation('listening');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { make } = useKeysOf();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState(true);
  const [wrong, setWrong] = useState<'badName' | 'taken'>();
  const begin = useMutation({
    mutationFn: async (source: string) => {
      const there = async () => (await queries.fetchQuery({ ...sourcesQuery, staleTime: 0 })).items.find((one) => one.name === source);
      if ((await there()) !== undefined) return setWrong('taken');
      const { secret } = await make.mutateAsync({ name: source, source, origins: [], per_second: null, purpose: purpose ? 'improve_experience' : '' });
      giveKey(secret);
      await navigate({ to: `/sources/${(await there())?.id ?? source}` as never });
    },
  });
  const submit = (form: FormEvent) => {
    form.preventDefault();
    const source = name.trim();
    if (fits.test(source)) begin.mutate(source);
    else setWrong('badName');
  };
  return (
    <form className={css.programs} onSubmit={submit}>
      <h3 className="h3">{t('programs.title')}</h3>
      <p className="note">{t('programs.lead')}</p>
      <TextInput
        label={t('programs.name')}
        description={wrong === undefined ? t('programs.nameWhy') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="web-shop"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        required
        value={name}
        error={wrong === undefined ? undefined : t(`programs.${wrong}`)}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong(undefined);
        }}
      />
      <Checkbox label={t('wizard.purpose')} description={t('programs.purposeWhy')} checked={purpose} onChange={(event) => setPurpose(event.currentTarget.checked)} />
      {begin.error === null ? null : <ProblemState error={begin.error} level="h3" />}
      <div><Button type="submit" loading={begin.isPending}>{t('programs.make')}</Button></div>
    </form>
  );
}
