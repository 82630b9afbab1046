import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useKey } from '@/app/keyboard/Keyboard';
import type { Naming } from '@/app/view/useNaming';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { useDetectorWords } from '../detectors/useDetectorWords';
import css from './LabelsPage.module.css';
import { type Given, type LabelItem, useLabelling, useLabelQueue } from './useLabels';

const answers = [{ answer: 'present', present: true, keys: ['1', 'y'] }, { answer: 'absent', present: false, keys: ['2', 'n'] }, { answer: 'unsure', present: null, keys: ['3', '␣'] }] as const;
const fewWait = 5; // then more are asked for
const answerOf = (present: boolean | null) => (present === null ? 'unsure' : present ? 'present' : 'absent');

/** One text at a time, what counts, and three answers. What the detector says is told afterwards: before, it would lead the eye. */
export function LabelDesk({ detector, name, naming }: { detector: string; name: string; naming: Naming }) {
  const { t } = useTranslation('labels');
  const { count } = useFormat();
  const words = useDetectorWords();
  const queue = useLabelQueue(detector);
  const [given, setGiven] = useState<readonly Given[]>([]); // the newest last
  const [again, setAgain] = useState<readonly LabelItem[]>([]); // taken back: they come first
  const text = useRef<HTMLDivElement>(null);
  const { add, undo } = useLabelling(detector, {
    onLabelled: (signal, said) => setGiven((all) => all.map((one) => (one.item.signal === signal ? { ...one, said } : one))),
    onLost: (signal) => {
      setGiven((all) => all.filter(({ item }) => item.signal !== signal));
      void queue.refetch();
    },
  });

  const done = new Set(given.map(({ item }) => item.signal));
  const waiting = [...again, ...(queue.data?.items.filter(({ signal }) => again.every((one) => one.signal !== signal)) ?? [])].filter(({ signal }) => !done.has(signal));
  const item = waiting[0];
  const last = given.at(-1);

  const give = (present: boolean | null) => {
    if (item === undefined) return;
    setGiven([...given, { item, present }]);
    setAgain(again.filter(({ signal }) => signal !== item.signal));
    add.mutate({ item, present });
    if (waiting.length <= fewWait && !queue.isFetching && (queue.data?.left ?? 0) > waiting.length) void queue.refetch();
  };
  const takeBack = () => {
    if (undo.isPending) return;
    if (last !== undefined) {
      setGiven(given.slice(0, -1));
      setAgain([last.item, ...again]);
    }
    undo.mutate(undefined, { onSuccess: () => (last === undefined ? void queue.refetch() : undefined) });
  };
  useKey('labelPresent', () => give(true));
  useKey('labelAbsent', () => give(false));
  useKey('labelUnsure', () => give(null));
  useKey('labelUndo', takeBack);
  const at = item?.signal;
  useEffect(() => {
    // A button that was pressed keeps the focus, and the space bar would press it again: the text takes it.
    if (given.length + again.length > 0) text.current?.focus({ preventScroll: true });
  }, [at, given.length, again.length]);

  if (queue.data === undefined) return <Card>{queue.error === null ? <Loading shape="card" counting={t('drawing')} /> : <ProblemState error={queue.error} onRetry={() => void queue.refetch()} back={<LinkButton variant="filled" to="/labels">{t('others')}</LinkButton>} />}</Card>;
  return (
    <Card
      title={t('question', { name })}
      lead={<>{words.what(detector)} {t('guideline')}</>}
      action={<LinkButton size="xs" to="/voices" search={{ detector } as never}>{t('voices')}</LinkButton>}
    >
      {item === undefined ? (
        queue.isFetching ? <Loading shape="card" counting={t('drawing')} /> : (
          <div ref={text} tabIndex={-1}>
            <State picture={given.length > 0 ? 'allDone' : 'nothingYet'} title={t(given.length > 0 ? 'none.title' : 'none.noTexts')} actions={<LinkButton variant="filled" to="/detectors">{t('none.go')}</LinkButton>}>{t(given.length > 0 ? 'none.why' : 'none.noTextsWhy')}</State>
          </div>
        )
      ) : (
        <>
          <div ref={text} className={css.text} tabIndex={-1}>
            <blockquote key={item.signal} lang={item.language === 'und' ? undefined : item.language} dir={item.language === 'und' ? 'auto' : /^(fa|ar|ur|he)/.test(item.language) ? 'rtl' : 'ltr'}>{item.text}</blockquote>
          </div>
          <p className="note">{naming.languageName(item.language)}{item.source === null ? null : <>{t('join')}<bdi>{item.source}</bdi></>}{t('join')}{t('left', { n: count(Math.max(0, queue.data.left - given.filter(({ item: { signal } }) => queue.data.items.some((one) => one.signal === signal)).length)) })}</p>
          <div className={css.answers} role="group" aria-label={t('question', { name })}>
            {answers.map(({ answer, present, keys }) => (
              <Button key={answer} size="md" aria-keyshortcuts={keys.join(' ').replace('␣', 'Space')} onClick={() => give(present)}>
                {t(`answer.${answer}`)}{keys.map((key) => <kbd key={key} aria-hidden>{key}</kbd>)}
              </Button>
            ))}
          </div>
        </>
      )}
      <div className={css.last}>
        <Button size="xs" leftSection={<Icon name="undo" flip />} aria-keyshortcuts="z Backspace" disabled={undo.isPending} onClick={takeBack}>{t('undo')}<kbd aria-hidden>z</kbd><kbd aria-hidden>⌫</kbd></Button>
        <span role="status" className="note">
          {last === undefined ? t('keys') : <>{t('said', { answer: t(`answer.${answerOf(last.present)}`) })} {last.said === undefined || last.said === null ? null : t(`guess.${last.said}`)}</>}
        </span>
      </div>
      {add.error === null ? null : <ProblemState error={add.error} level="h3" />}
      {undo.error === null ? null : <ProblemState error={undo.error} level="h3" />}
    </Card>
  );
}
